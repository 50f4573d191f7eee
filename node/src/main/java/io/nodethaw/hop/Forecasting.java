package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Machine;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes a forecast from what was read at several times, oldest first. Pure.
 *
 * @param views one at least
 * @param past what an agent has read before
 */
public record Forecasting(List<NodeView> views, List<Hop> hops, PastLevels past) {
    private static final String AGENT = "what the agent has read before";

    /** What the node runs out of, and when. */
    public Forecast forecast() {
        var last = new Supplies(views.getLast(), hops);
        var series = series();
        var counts = past.in(views.getLast().evidence().seen(Machine.TYPE).map(Machine::bootId));
        var own = last.readings().stream()
                .map(reading ->
                        Objects.requireNonNull(series.get(reading.stock().name())))
                .toList();
        var outlooks =
                own.stream().map(counts::outlook).sorted(Supplies.WORST_FIRST).toList();
        return new Forecast(
                outlooks.stream()
                        .map(Outlook::at)
                        .max(Instant::compareTo)
                        .orElse(views.getLast().evidence().at()),
                own.stream().map(Forecasting::time).max(Duration::compareTo).orElse(Duration.ZERO),
                views.size(),
                outlooks,
                Stream.concat(
                                last.blindSpots().stream(),
                                past.unread().stream().map(why -> new BlindSpot(AGENT, why, false)))
                        .toList());
    }

    private static Duration time(List<Outlook.Reading> readings) {
        return Duration.between(readings.getFirst().at(), readings.getLast().at());
    }

    /** The readings of each thing that were taken anew: what could not be read again is an old one. */
    private Map<Stock.Name, List<Outlook.Reading>> series() {
        var all = new LinkedHashMap<Stock.Name, List<Outlook.Reading>>();
        for (var view : views) {
            for (var reading : new Supplies(view, hops).readings()) {
                var known = all.computeIfAbsent(reading.stock().name(), _ -> new ArrayList<>());
                if (known.isEmpty() || reading.at().isAfter(known.getLast().at())) {
                    known.add(reading);
                }
            }
        }
        return all;
    }
}
