package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Canary;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of the canaries, in a look that they were started for. */
record TriedStarts(NodeView view, List<Hop> hops) {
    /** A start that came back, or did not. */
    private record Tried(Hop hop, Canary canary, Reading<Canary.Started> reading) {
        Key key() {
            return Canary.Started.TYPE.key(canary.name());
        }
    }

    private Stream<Tried> all() {
        return hops.stream()
                .flatMap(hop -> hop.canaries().stream()
                        .filter(canary -> view.evidence().asked(Canary.Started.TYPE.key(canary.name())))
                        .map(canary ->
                                new Tried(hop, canary, view.evidence().reading(Canary.Started.TYPE, canary.name()))));
    }

    /** Whoever does not come to the end of a start: what it waits for is followed. */
    List<Victim> victims() {
        return all().flatMap(tried -> victim(tried).stream()).toList();
    }

    private Optional<Victim> victim(Tried tried) {
        return tried.reading() instanceof Reading.Silent<Canary.Started> silent
                ? tried.hop()
                        .starter(view)
                        .map(process -> new Victim(
                                (Vertex) process,
                                tried.canary().name() + " does not start",
                                Optional.<Duration>of(silent.waited()),
                                false,
                                List.of(tried.key())))
                : Optional.empty();
    }

    /**
     * A start that hangs or failed for a reason that is not seen, and one that could not be tried. Where none could be, that matters:
     * whoever asked for it wants to know.
     */
    List<BlindSpot> blindSpots(WaitGraph graph) {
        boolean none = all().noneMatch(tried -> tried.reading().wasPut());
        return all().flatMap(tried -> blindSpot(tried, graph, none).stream()).toList();
    }

    private Optional<BlindSpot> blindSpot(Tried tried, WaitGraph graph, boolean noneTried) {
        var name = tried.canary().name();
        return switch (tried.reading()) {
            case Reading.Seen<Canary.Started> _ -> Optional.empty();
            case Reading.Silent<Canary.Started> silent ->
                isExplained(tried, graph)
                        ? Optional.empty()
                        : Optional.of(new BlindSpot(
                                "why " + name + " does not start",
                                "no answer in " + silent.waited().toSeconds() + " s",
                                true));
            case Reading.Failed<Canary.Started>(String why) ->
                Optional.of(new BlindSpot("why " + name + " did not start", why, true));
            case Reading.Refused<Canary.Started>(String why) -> Optional.of(notTried(name, why, noneTried));
            case Reading.NotAsked<Canary.Started>(String why, boolean _) -> Optional.of(notTried(name, why, noneTried));
        };
    }

    /** True when a wait or a stop of the process is seen: then the graph says why. */
    private boolean isExplained(Tried tried, WaitGraph graph) {
        return tried.hop()
                .starter(view)
                .filter(process -> graph.from(process).stream()
                        .anyMatch(edge -> edge.leadsOn() || edge.kind().isStop()))
                .isPresent();
    }

    private static BlindSpot notTried(String name, String why, boolean matters) {
        return new BlindSpot("whether " + name + " starts", "not tried: " + why, matters);
    }

    /** Starts that succeeded, in words. */
    Stream<String> notes() {
        return all().flatMap(tried -> tried.reading().seen().stream()).map(Canary.Started::what);
    }
}
