package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.remedy.Canary;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of the canaries, in a look that they were started for. */
record TriedStarts(NodeView view, List<Hop> hops) {
    /** A start that was tried. */
    private record Tried(Hop hop, Canary canary, NodeView view) {
        Key key() {
            return Canary.Started.TYPE.key(canary.name());
        }

        Key stepsKey() {
            return CanarySteps.TYPE.key(canary.name());
        }

        Reading<Canary.Started> reading() {
            return view.evidence().reading(Canary.Started.TYPE, canary.name());
        }

        Optional<CanarySteps> steps() {
            return view.evidence().seen(CanarySteps.TYPE, canary.name());
        }

        /** For how long it hung; a late answer that tells of a failure is no start. */
        Optional<Duration> hung() {
            return reading() instanceof Reading.Seen<Canary.Started>
                    ? Optional.empty()
                    : view.evidence().samples(Canary.Started.TYPE, canary.name()).stream()
                            .map(Sample::reading)
                            .flatMap(reading -> reading instanceof Reading.Silent<Canary.Started> silent
                                    ? Stream.of(silent.waited())
                                    : Stream.empty())
                            .findFirst();
        }

        List<CanarySteps.Step> refused() {
            return FailedStart.refused(view, canary);
        }

        boolean fails() {
            return !refused().isEmpty();
        }
    }

    private Stream<Tried> all() {
        return hops.stream()
                .flatMap(hop -> hop.canaries().stream().map(canary -> new Tried(hop, canary, view)))
                .filter(tried -> view.evidence().asked(tried.key()));
    }

    /** Whoever does not come to the end of a start: what it waits for is followed. This program, where a start fails. */
    List<Victim> victims() {
        return all().flatMap(tried -> Stream.concat(hanging(tried).stream(), failing(tried).stream()))
                .toList();
    }

    private Optional<Victim> hanging(Tried tried) {
        return tried.hung()
                .flatMap(waited -> tried.canary()
                        .starter(view)
                        .map(process ->
                                new Victim(process, hangs(tried), Optional.of(waited), false, List.of(tried.key()))));
    }

    private static String hangs(Tried tried) {
        return tried.canary().name() + " does not start"
                + tried.steps()
                        .flatMap(CanarySteps::out)
                        .map(step -> ", no answer to " + step.name())
                        .orElse("");
    }

    private static Optional<Victim> failing(Tried tried) {
        return tried.fails()
                ? Optional.of(new Victim(
                        new Vertex.Ourselves(),
                        tried.canary().name() + " " + FailedStart.told(tried.refused()),
                        Optional.empty(),
                        false,
                        List.of(tried.stepsKey())))
                : Optional.empty();
    }

    /** The starts that fail. */
    List<Role> roles() {
        return failing()
                .map(tried -> new Role(
                        FailedStart.vertex(tried.canary()),
                        tried.hop().name(),
                        tried.canary().name(),
                        "",
                        Role.Standing.NOT_ASKED))
                .toList();
    }

    /**
     * From this program to each start that fails, and on to the process that was asked for it, whose own waits may tell why. None where
     * something is known that every start needs and that is not there: that tells why.
     */
    List<Edge> edges(List<Edge> known) {
        boolean explained = known.stream()
                .anyMatch(edge -> edge.from() instanceof Vertex.Ourselves
                        && (edge.kind() == Wait.START || edge.kind() == Wait.UNIT));
        return explained ? List.of() : failing().flatMap(this::edges).toList();
    }

    private Stream<Tried> failing() {
        return all().filter(Tried::fails);
    }

    private Stream<Edge> edges(Tried tried) {
        var start = FailedStart.vertex(tried.canary());
        return Stream.concat(
                Stream.of(Edge.of(
                        new Vertex.Ourselves(),
                        start,
                        Strength.NEEDS,
                        Wait.START,
                        "it was tried twice",
                        tried.stepsKey())),
                tried.canary().starter(view).stream()
                        .map(process -> Edge.of(
                                start,
                                process,
                                Strength.INFERRED,
                                Wait.START,
                                "it was asked for that start",
                                tried.stepsKey())));
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
                                "no answer" + (silent.stage().isEmpty() ? "" : " to " + silent.stage()) + " in "
                                        + silent.waited().toSeconds() + " s",
                                true));
            case Reading.Failed<Canary.Started>(String why) ->
                isTold(tried, graph) || tried.hung().isPresent() && isExplained(tried, graph)
                        ? Optional.empty()
                        : Optional.of(new BlindSpot("why " + name + " did not start", why, true));
            case Reading.Refused<Canary.Started>(String why) -> notTried(tried, why, noneTried);
            case Reading.NotAsked<Canary.Started>(String why, boolean _) -> notTried(tried, why, noneTried);
        };
    }

    /**
     * True when a wait or a stop of the process is seen: then the graph says why. Where nobody stands between this program and the hop
     * itself, it does when others wait for that one.
     */
    private boolean isExplained(Tried tried, WaitGraph graph) {
        return tried.canary()
                .starter(view)
                .map(process -> graph.from(process).stream()
                        .anyMatch(edge -> edge.leadsOn() || edge.kind().isStop()))
                .orElseGet(() -> graph.roles().stream()
                        .filter(role -> role.hop().equals(tried.hop().name()))
                        .anyMatch(role -> graph.to(role.vertex()).stream().anyMatch(Edge::leadsOn)));
    }

    /** True when it is a finding of its own. */
    private static boolean isTold(Tried tried, WaitGraph graph) {
        return tried.fails() && FailedStart.isSeen(graph, tried.canary());
    }

    /** Of a runtime that is not here nothing is said, unless nothing else could be tried. */
    private Optional<BlindSpot> notTried(Tried tried, String why, boolean noneTried) {
        return noneTried || tried.canary().starter(view).isPresent()
                ? Optional.of(
                        new BlindSpot("whether " + tried.canary().name() + " starts", "not tried: " + why, noneTried))
                : Optional.empty();
    }

    /** Starts that succeeded, in words. */
    Stream<String> notes() {
        return all().flatMap(tried -> tried.reading().seen().stream()
                .map(started -> started.what()
                        + tried.steps().map(steps -> ": " + steps.told()).orElse("")));
    }
}
