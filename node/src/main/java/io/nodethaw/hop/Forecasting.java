package io.nodethaw.hop;

import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Stock;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a forecast from what was read at several times, oldest first. Pure. */
record Forecasting(List<NodeView> views, List<Hop> hops) {
    /** What one stock is told apart by. */
    private record Name(String code, String label) {
        static Name of(Stock stock) {
            return new Name(stock.meaning().code(), stock.label());
        }
    }

    Forecast forecast() {
        var last = new Supplies(views.getLast(), hops);
        var series = series();
        var outlooks = last.readings().stream()
                .map(reading -> Outlook.of(Objects.requireNonNull(series.get(Name.of(reading.stock())))))
                .sorted(Supplies.WORST_FIRST)
                .toList();
        return new Forecast(
                outlooks.stream()
                        .map(Outlook::at)
                        .max(Instant::compareTo)
                        .orElse(views.getLast().evidence().at()),
                outlooks.stream().map(Outlook::seen).max(Duration::compareTo).orElse(Duration.ZERO),
                views.size(),
                outlooks,
                last.blindSpots());
    }

    /** The readings of each thing that were taken anew: what could not be read again is an old one. */
    private Map<Name, List<Outlook.Reading>> series() {
        var all = new LinkedHashMap<Name, List<Outlook.Reading>>();
        for (var view : views) {
            for (var reading : new Supplies(view, hops).readings()) {
                var known = all.computeIfAbsent(Name.of(reading.stock()), _ -> new ArrayList<>());
                if (known.isEmpty() || reading.at().isAfter(known.getLast().at())) {
                    known.add(reading);
                }
            }
        }
        return all;
    }
}
