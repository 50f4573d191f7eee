package io.nodethaw.hop;

import io.nodethaw.analysis.Leftover;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is left behind on a node, of all hops together. */
record Leftovers(NodeView view, List<Hop> hops) {
    private static final NodeView.Once<Hop, List<Found>> FOUND =
            new NodeView.Once<>((view, hop) -> hop.leftovers().stream()
                    .flatMap(kind -> kind.left(view).stream().map(left -> new Found(kind, left)))
                    .toList());

    private record Found(LeftoverKind kind, Leftover left) {}

    private Stream<Found> found() {
        return hops.stream().flatMap(hop -> view.once(FOUND, hop).stream());
    }

    private Stream<Found> certain() {
        return found().filter(found -> found.left().certain());
    }

    /** What to read in order to find it. */
    Set<Key> wants(Depth depth) {
        var wants = new LinkedHashSet<Key>();
        hops.stream().flatMap(hop -> hop.leftovers().stream()).forEach(kind -> wants.addAll(kind.wants(view, depth)));
        return wants;
    }

    /** True while another reading would tell whether something is left behind. */
    boolean isInDoubt() {
        return found().anyMatch(found -> !found.left().certain());
    }

    /** True while only time tells: whether a containerd comes back to its shims, or what looks left behind is being removed. */
    boolean mayChange() {
        return LeftShims.mayComeBack(view) || isInDoubt();
    }

    /** What is certainly left behind. */
    List<Leftover> all() {
        return certain().map(Found::left).distinct().toList();
    }

    /** The waits for what is left behind. */
    List<Edge> edges() {
        return certain()
                .flatMap(found -> found.kind().waiters(view, found.left()).stream()
                        .map(waiter -> Edge.of(
                                waiter.who(),
                                found.left().at(),
                                Strength.INFERRED,
                                Wait.CALL,
                                waiter.text(),
                                waiter.readings().toArray(Key[]::new))))
                .toList();
    }

    /** Who waits for what is left behind. */
    Stream<Victim> victims() {
        return certain()
                .flatMap(found -> found.kind().waiters(view, found.left()).stream()
                        .map(waiter ->
                                new Victim(waiter.who(), waiter.text(), Optional.empty(), false, waiter.readings())))
                .distinct();
    }
}
