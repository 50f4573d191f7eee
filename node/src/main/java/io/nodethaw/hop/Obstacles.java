package io.nodethaw.hop;

import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What stands in the way of starting containers: whoever starts one needs it, and this program with them. */
record Obstacles(NodeView view, List<Hop> hops) {
    private static final NodeView.Once<Hop, List<Obstacle.Met>> MET =
            new NodeView.Once<>((view, hop) -> hop.obstacles().stream()
                    .flatMap(obstacle -> obstacle.met(view).stream())
                    .toList());

    /** The rules about what a hop has in the way, what it leaves behind, and which of its starts fail or succeed. */
    static Stream<Rule> andAlike(Hop hop) {
        return Stream.of(
                        hop.obstacles().stream().map(ObstacleRule::new),
                        hop.leftovers().stream().map(LeftoverRule::new),
                        hop.canaries().stream()
                                .flatMap(canary -> Stream.of(
                                        new FailedStart(hop.name(), canary), new SuccessfulStart(hop.name(), canary))))
                .flatMap(some -> some);
    }

    /** What to read in order to find them. */
    Set<Key> wants(Depth depth) {
        var wants = new LinkedHashSet<Key>();
        hops.stream()
                .flatMap(hop -> hop.obstacles().stream())
                .forEach(obstacle -> wants.addAll(obstacle.wants(view, depth)));
        return wants;
    }

    /** True when a closer look is worth it. */
    boolean isAny() {
        return hops.stream().anyMatch(hop -> !view.once(MET, hop).isEmpty());
    }

    /** The things that starts need and do not get. */
    List<Role> roles() {
        return hops.stream()
                .flatMap(hop -> certain(hop)
                        .map(met -> new Role(met.at(), hop.name(), met.label(), "", Role.Standing.NOT_ASKED)))
                .distinct()
                .toList();
    }

    /** A start needs each of them, and so does a daemon that cannot start for it. */
    List<Edge> edges() {
        return hops.stream()
                .flatMap(this::certain)
                .flatMap(met -> Stream.concat(
                        Stream.of(edge(new Vertex.Ourselves(), "a start needs it", met)),
                        met.down().stream()
                                .map(unit -> edge(
                                        new Vertex.Resource(Vertex.ResourceKind.UNIT, unit),
                                        "cannot start without it",
                                        met))))
                .toList();
    }

    private static Edge edge(Vertex from, String text, Obstacle.Met met) {
        return Edge.of(
                from, met.at(), Strength.NEEDS, Wait.START, text, keys(met).toArray(Key[]::new));
    }

    /** This program, which speaks for all that would be started. */
    List<Victim> victims() {
        return hops.stream()
                .flatMap(this::certain)
                .map(met -> new Victim(
                        new Vertex.Ourselves(), "a start needs " + met.label(), Optional.empty(), false, keys(met)))
                .toList();
    }

    private Stream<Obstacle.Met> certain(Hop hop) {
        return view.once(MET, hop).stream().filter(met -> met.certainty() == Obstacle.Certainty.CERTAIN);
    }

    private static List<Key> keys(Obstacle.Met met) {
        return met.proofs().stream()
                .map(Proof::readings)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
