package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Canary;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
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

    /** A start that hangs or failed for a reason that is not seen, and one that could not be tried. */
    List<BlindSpot> blindSpots() {
        return all().flatMap(tried -> blindSpot(tried).stream()).toList();
    }

    private static Optional<BlindSpot> blindSpot(Tried tried) {
        var name = tried.canary().name();
        return switch (tried.reading()) {
            case Reading.Seen<Canary.Started> _ -> Optional.empty();
            case Reading.Silent<Canary.Started> silent ->
                Optional.of(new BlindSpot(
                        "why " + name + " does not start",
                        "no answer in " + silent.waited().toSeconds() + " s",
                        true));
            case Reading.Failed<Canary.Started>(String why) ->
                Optional.of(new BlindSpot("why " + name + " did not start", why, true));
            case Reading.Refused<Canary.Started>(String why) -> Optional.of(notTried(name, why));
            case Reading.NotAsked<Canary.Started>(String why, boolean _) -> Optional.of(notTried(name, why));
        };
    }

    private static BlindSpot notTried(String name, String why) {
        return new BlindSpot("whether " + name + " starts", "not tried: " + why, false);
    }

    /** Starts that succeeded, in words. */
    Stream<String> notes() {
        return all().flatMap(tried -> tried.reading().seen().stream()).map(Canary.Started::what);
    }
}
