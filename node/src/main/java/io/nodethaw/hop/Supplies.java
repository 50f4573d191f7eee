package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a node can run out of, of all hops together. */
record Supplies(NodeView view, List<Hop> hops) {
    /** What ends first, then what is used most. */
    static final Comparator<Outlook> WORST_FIRST = Comparator.comparing(
                    (Outlook outlook) -> outlook.end().map(Outlook.End::first).orElse(Instant.MAX))
            .thenComparingInt(outlook -> -outlook.stock().percent());

    private List<Supply> all() {
        return hops.stream().flatMap(hop -> hop.supplies().stream()).toList();
    }

    /** What to read in order to tell how much is used. */
    Set<Key> wants(Depth depth) {
        var wants = new LinkedHashSet<Key>();
        all().forEach(supply -> wants.addAll(supply.wants(view, depth)));
        return wants;
    }

    /** How much is used of each thing; one that is read in several ways counts once. */
    List<Outlook.Reading> readings() {
        var stocks = new ArrayList<Outlook.Reading>();
        for (var supply : all()) {
            for (var stock : supply.stocks(view)) {
                if (stocks.stream().noneMatch(other -> other.stock().isSame(stock))) {
                    time(view.evidence(), stock.readings().getFirst())
                            .ifPresent(at -> stocks.add(new Outlook.Reading(stock, at)));
                }
            }
        }
        return stocks;
    }

    /** When this was last read; empty where it could not be. */
    private static Optional<Instant> time(Evidence evidence, Key key) {
        var samples = evidence.all().getOrDefault(key, List.of());
        if (samples.isEmpty() || !(samples.getLast().reading() instanceof Reading.Seen<?>)) {
            return Optional.empty();
        }
        return Optional.of(
                samples.getLast().origin() instanceof Origin.Live(var asked, var answered)
                        ? asked.plus(Duration.between(asked, answered).dividedBy(2))
                        : evidence.at());
    }

    /** What is near its end, the worst first; without what starts already fail for. */
    List<Outlook> nearEnd(Set<Vertex> failing) {
        return readings().stream()
                .filter(reading ->
                        reading.stock().at().filter(failing::contains).isEmpty())
                .map(reading -> Outlook.of(reading.stock(), reading.at()))
                .filter(Outlook::isNearEnd)
                .sorted(WORST_FIRST)
                .toList();
    }

    /** What could not be read, so that nothing is known of how much is used. */
    List<BlindSpot> blindSpots() {
        var blind = new ArrayList<BlindSpot>();
        for (var supply : all()) {
            var keys = new LinkedHashSet<>(supply.wants(view, Depth.LIGHT));
            keys.addAll(supply.wants(view, Depth.CLOSE));
            keys.stream()
                    .flatMap(key -> why(view.evidence().reading(key)).stream())
                    .findFirst()
                    .ifPresent(why -> blind.add(new BlindSpot(supply.name(), why, false)));
        }
        return blind;
    }

    /** What is not there on this node is no blind spot. */
    private static Optional<String> why(Reading<?> reading) {
        return switch (reading) {
            case Reading.Seen<?> _ -> Optional.empty();
            case Reading.Silent<?>(var waited, var _, var _) ->
                Optional.of("no answer in " + waited.toMillis() + " ms");
            case Reading.Failed<?>(var why) -> Optional.of(why);
            case Reading.Refused<?>(var why) -> Optional.of(why);
            case Reading.NotAsked<?> not ->
                not.isHeldUp() || not.isNotStarted() ? Optional.of(not.why()) : Optional.empty();
        };
    }
}
