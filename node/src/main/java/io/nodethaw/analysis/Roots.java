package io.nodethaw.analysis;

import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Crowd;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Halted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds where the chains end, by the graph alone and only among vertices that a victim reaches: whatever a reading shows
 * stopped, traced or frozen; a cycle of needs edges; otherwise a vertex that no counting edge leaves.
 */
final class Roots {
    private final NodeView view;
    private final WaitGraph graph;
    private final Set<Vertex> victims = new HashSet<>();
    private final Set<Integer> leftOut;
    private final Map<Vertex, Boolean> nowhere = new HashMap<>();
    private final Map<Vertex, Boolean> held = new HashMap<>();

    Roots(NodeView view, WaitGraph graph) {
        this.view = view;
        this.graph = graph;
        graph.victims().forEach(victim -> victims.add(victim.vertex()));
        this.leftOut = Crowd.leftOut(view, graph.hopProcesses(), graph.reach(victims, _ -> true));
    }

    /** One end of a chain: a single vertex, or the members of a deadlock. */
    record End(Vertex vertex, List<Vertex> cycle, boolean stopped) {}

    List<End> find() {
        var reach = graph.reach(victims, this::counts);
        var ends = new ArrayList<End>();
        var inCycle = new HashSet<Vertex>();
        var rings = new Rings(reach, this::needed);
        for (var vertex : reach) {
            if (isHeld(vertex)) {
                ends.add(new End(vertex, List.of(), true));
            } else if (!inCycle.contains(vertex)) {
                rings.through(vertex).ifPresent(cycle -> {
                    inCycle.addAll(cycle);
                    ends.add(new End(vertex, cycle, false));
                });
            }
        }
        for (var vertex : reach) {
            if (!isHeld(vertex) && !inCycle.contains(vertex) && isEnd(vertex)) {
                ends.add(new End(vertex, List.of(), false));
            }
        }
        return ends;
    }

    /** The victims whose chains lead to one of these vertices. */
    List<Victim> victimsOf(End end) {
        var members = end.cycle().isEmpty() ? List.of(end.vertex()) : end.cycle();
        var above = graph.reachBack(members, this::counts);
        return graph.victims().stream()
                .filter(victim -> above.contains(victim.vertex()) && leadsInto(victim, above))
                .toList();
    }

    /**
     * False for a question of this program that was put to somebody else: all its questions are victims of one vertex, and one that
     * got no answer for long says nothing about another one.
     */
    private boolean leadsInto(Victim victim, Set<Vertex> above) {
        var asked = graph.from(victim.vertex()).stream()
                .filter(edge -> edge.kind() == Wait.PROBE && !Collections.disjoint(edge.readings(), victim.readings()))
                .toList();
        return asked.isEmpty() || asked.stream().anyMatch(edge -> counts(edge) && above.contains(edge.to()));
    }

    /** True when a reading shows that it can do nothing until somebody lets it go. */
    boolean isHeld(Vertex vertex) {
        return held.computeIfAbsent(vertex, _ -> Halted.is(view, graph, vertex));
    }

    /** Edges that are followed from victims towards roots. */
    boolean counts(Edge edge) {
        if (isHeld(edge.from())) {
            return edge.kind() == Wait.FILE_SYSTEM; // whoever lets it go does not end that
        }
        if (edge.kind() == Wait.TRACED) {
            return false;
        }
        if (edge.strength() == Strength.ANY) {
            return victims.contains(edge.from())
                    && graph.from(edge.from()).stream().noneMatch(Edge::leadsOn);
        }
        return !isIdleEnd(edge);
    }

    /**
     * True for an edge into a hop that answered, or into a child that nobody expects to end, when no counting edge leaves that
     * vertex. Such an edge leads nowhere.
     */
    private boolean isIdleEnd(Edge edge) {
        return isIdleUnlessItLeadsOn(edge) && leadsNowhere(edge.to());
    }

    private boolean isIdleUnlessItLeadsOn(Edge edge) {
        return answered(edge.to()) || edge.kind() == Wait.CHILD && !victims.contains(edge.to());
    }

    private boolean leadsNowhere(Vertex vertex) {
        if (!nowhere.containsKey(vertex)) {
            settle(vertex);
        }
        return Boolean.TRUE.equals(nowhere.get(vertex));
    }

    /**
     * Works out the answers that this one depends on first. There is no recursion, because a chain may have as many links as a
     * node has processes.
     */
    private void settle(Vertex start) {
        var left = new ArrayDeque<Vertex>();
        var settled = new HashSet<Vertex>();
        left.push(start);
        while (!left.isEmpty()) {
            var vertex = left.peek();
            // one that is met again while it is still being worked out is in a cycle, which is no idle end
            if (nowhere.putIfAbsent(vertex, false) == null) {
                followed(vertex)
                        .filter(edge -> isIdleUnlessItLeadsOn(edge) && !nowhere.containsKey(edge.to()))
                        .forEach(edge -> left.push(edge.to()));
            } else if (settled.add(left.pop())) {
                nowhere.put(vertex, !isHeld(vertex) && followed(vertex).allMatch(this::isIdleEnd));
            }
        }
    }

    private Stream<Edge> followed(Vertex vertex) {
        return graph.from(vertex).stream().filter(next -> next.leadsOn() && next.kind() != Wait.TRACED);
    }

    private boolean answered(Vertex vertex) {
        return graph.role(vertex)
                .map(role -> role.standing() == Role.Standing.ANSWERED)
                .orElse(false);
    }

    private boolean isEnd(Vertex vertex) {
        return !(vertex instanceof Vertex.Ourselves)
                && !answered(vertex)
                && !isLeftOut(vertex)
                && graph.from(vertex).stream().noneMatch(this::counts);
    }

    private boolean isLeftOut(Vertex vertex) {
        return vertex instanceof Vertex.Process(int pid, long _) && leftOut.contains(pid);
    }

    /** True when the whole process waits, not just one of its threads, so that it can do nothing else meanwhile. */
    boolean waitsWhole(Edge edge) {
        return edge.strength() == Strength.NEEDS && (edge.kind().isStop() || hasOneThread(edge.from()));
    }

    /** Needs edges between processes of one thread each: any other thread might go on. */
    private List<Vertex> needed(Vertex from) {
        return !isInRings(from)
                ? List.of()
                : graph.from(from).stream()
                        .filter(edge -> edge.strength() == Strength.NEEDS && isInRings(edge.to()))
                        .map(Edge::to)
                        .toList();
    }

    private boolean isInRings(Vertex vertex) {
        return hasOneThread(vertex) && !isHeld(vertex);
    }

    private boolean hasOneThread(Vertex vertex) {
        return !(vertex instanceof Vertex.Process(int pid, long _))
                || view.evidence()
                        .seen(Tasks.TYPE, pid)
                        .map(tasks -> tasks.tasks().size() == 1)
                        .orElse(false);
    }
}
