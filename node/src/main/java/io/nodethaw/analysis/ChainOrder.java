package io.nodethaw.analysis;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Puts the waits that lead to roots into reading order: from the top of the chain to the root. */
final class ChainOrder {
    private final WaitGraph graph;
    private final Predicate<Edge> counts;
    private final List<String> order;

    ChainOrder(WaitGraph graph, Predicate<Edge> counts, List<String> order) {
        this.graph = graph;
        this.counts = counts;
        this.order = order;
    }

    /** All waits that lead to the roots, and the waits that halt the roots themselves. */
    List<Edge> edges(List<Root> roots) {
        var above = above(roots);
        var ordered = new LinkedHashSet<Edge>();
        var tops = above.stream()
                .filter(vertex -> isTop(vertex, above))
                .sorted(Comparator.comparingInt(this::index))
                .toList();
        var visited = new HashSet<Vertex>();
        tops.forEach(top -> walk(top, above, ordered, visited));
        above.stream()
                .sorted(Comparator.comparingInt(this::index))
                .forEach(rest -> walk(rest, above, ordered, visited));
        roots.forEach(root -> graph.from(root.vertex()).stream()
                .filter(edge -> edge.kind().isStop())
                .forEach(ordered::add));
        ordered.removeIf(edge -> isTop(edge.from(), above) && isToldByGoroutine(edge, ordered));
        return new ArrayList<>(ordered);
    }

    /**
     * True when another edge tells the same call from the goroutine that makes it, so that the edge from its process would only
     * repeat it.
     */
    private static boolean isToldByGoroutine(Edge edge, Collection<Edge> ordered) {
        return edge.kind() == Wait.CALL
                && ordered.stream()
                        .anyMatch(other -> other.from() instanceof Vertex.Goroutine goroutine
                                && goroutine.whole().equals(edge.from())
                                && other.kind() == Wait.CALL
                                && other.to().equals(edge.to())
                                && other.fd() == edge.fd());
    }

    /** True when nobody above waits for it, apart from our own probes, which ask at every level. */
    private boolean isTop(Vertex vertex, Set<Vertex> above) {
        return graph.to(vertex).stream()
                .noneMatch(edge ->
                        shown(edge) && above.contains(edge.from()) && !(edge.from() instanceof Vertex.Ourselves));
    }

    /**
     * All vertices above the roots. Goroutines are among them only when a victim or a caller waits for them: others tell no
     * more than their process does.
     */
    private Set<Vertex> above(List<Root> roots) {
        var reached = graph.reach(graph.victims().stream().map(Victim::vertex).toList(), counts);
        var above = new LinkedHashSet<Vertex>();
        var next = new ArrayList<Vertex>();
        roots.forEach(root -> {
            next.add(root.vertex());
            next.addAll(root.cycle());
        });
        while (!next.isEmpty()) {
            var vertex = next.removeLast();
            if (above.add(vertex)) {
                graph.to(vertex).stream()
                        .filter(this::shown)
                        .map(Edge::from)
                        .filter(from -> !(from instanceof Vertex.Goroutine) || reached.contains(from) || isCalled(from))
                        .forEach(next::add);
            }
        }
        return above;
    }

    private boolean isCalled(Vertex vertex) {
        return graph.to(vertex).stream().anyMatch(edge -> edge.kind() == Wait.CALL);
    }

    private boolean shown(Edge edge) {
        return counts.test(edge);
    }

    private void walk(Vertex top, Set<Vertex> above, LinkedHashSet<Edge> ordered, Set<Vertex> visited) {
        var left = new ArrayDeque<Vertex>();
        left.push(top);
        while (!left.isEmpty()) {
            var at = left.pop();
            if (visited.add(at)) {
                var next = graph.from(at).stream()
                        .filter(edge -> shown(edge) && above.contains(edge.to()))
                        .sorted(Comparator.comparingInt(edge -> index(edge.to())))
                        .toList();
                ordered.addAll(next);
                next.reversed().forEach(edge -> left.push(edge.to()));
            }
        }
    }

    /** Position in the chain. Our own probes come last, so that the chain begins with its real top. */
    private int index(Vertex vertex) {
        if (vertex instanceof Vertex.Ourselves) {
            return order.size() + 1;
        }
        int index = graph.role(vertex).map(Role::hop).map(order::indexOf).orElse(-1);
        return index < 0 ? order.size() : index;
    }
}
