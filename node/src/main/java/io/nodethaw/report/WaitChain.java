package io.nodethaw.report;

import io.nodethaw.analysis.Finding;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.UnknownWait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What some processes wait for, step by step.
 *
 * @param starts where to begin
 * @param findings what is known to be wrong with the processes on the way
 * @param tool name and version of this program
 * @param notes lines to add: what could not be seen
 */
public record WaitChain(
        WaitGraph graph,
        NodeView view,
        List<Vertex.Process> starts,
        List<Finding> findings,
        String tool,
        List<String> notes) {
    public WaitChain {
        starts = List.copyOf(starts);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return switch (format) {
            case TEXT, LINE, HTML -> WaitChainText.of(this, ink, false);
            case WIDE -> WaitChainText.of(this, ink, true);
            case JSON, YAML -> Trees.print(WaitChainTree.of(this), format);
            case DOT -> new DotGraph(names(), new HashSet<>(ends())).print("wait chain", edges());
        };
    }

    /**
     * The waits of a vertex that are followed, the most certain first. Waits that any one of several could end are followed
     * only from where the chain begins; polling, which every daemon does, comes last.
     */
    List<Edge> from(Vertex vertex) {
        return graph.from(vertex).stream()
                .filter(edge -> edge.leadsOn() || isStart(vertex))
                .sorted(Comparator.comparing((Edge edge) -> edge.kind() == Wait.POLL)
                        .thenComparing(edge -> !edge.leadsOn()))
                .toList();
    }

    /** What is known to be wrong with a vertex. */
    List<Finding> about(Vertex vertex) {
        return findings.stream()
                .filter(finding -> finding.about().equals(vertex))
                .toList();
    }

    /** Why it is not known what a vertex waits for, when only waits were seen that any one of several could end, or none. */
    Optional<String> unread(Vertex vertex) {
        return from(vertex).stream().noneMatch(Edge::leadsOn) ? UnknownWait.why(view, vertex) : Optional.empty();
    }

    /** True when it could not be told for any of the processes asked about what it waits for. */
    public boolean isBlind() {
        return starts.stream().allMatch(start -> unread(start).isPresent());
    }

    /** All waits that are reached, nearest first. */
    Set<Edge> edges() {
        var edges = new LinkedHashSet<Edge>();
        reached().forEach(vertex -> edges.addAll(from(vertex)));
        return edges;
    }

    /** All vertices that are reached, including the beginnings. */
    Set<Vertex> reached() {
        return graph.reach(starts, edge -> edge.leadsOn() || isStart(edge.from()));
    }

    /** The vertices that are reached and wait for nothing. */
    List<Vertex> ends() {
        return edges().stream()
                .map(Edge::to)
                .distinct()
                .filter(vertex -> from(vertex).isEmpty())
                .toList();
    }

    /** The deadlocks that are reached: each is a cycle in which every member needs the next one. */
    List<List<Vertex>> cycles() {
        var cycles = new ArrayList<List<Vertex>>();
        var done = new HashSet<Vertex>();
        reached().forEach(start -> findCycles(start, done, cycles));
        return cycles;
    }

    private void findCycles(Vertex start, Set<Vertex> done, List<List<Vertex>> cycles) {
        if (!done.add(start)) {
            return;
        }
        var path = new ArrayList<>(List.of(start));
        var on = new HashSet<>(path);
        var left = new ArrayDeque<Iterator<Vertex>>();
        left.push(needed(start));
        while (!left.isEmpty()) {
            if (!left.peek().hasNext()) {
                left.pop();
                on.remove(path.removeLast());
                continue;
            }
            var next = left.peek().next();
            if (on.contains(next)) {
                cycles.add(List.copyOf(path.subList(path.indexOf(next), path.size())));
            } else if (done.add(next)) {
                path.add(next);
                on.add(next);
                left.push(needed(next));
            }
        }
    }

    private Iterator<Vertex> needed(Vertex vertex) {
        return graph.from(vertex).stream()
                .filter(edge -> edge.strength() == Strength.NEEDS)
                .map(Edge::to)
                .distinct()
                .iterator();
    }

    private boolean isStart(Vertex vertex) {
        return vertex instanceof Vertex.Process process && starts.contains(process);
    }

    VertexNames names() {
        return new VertexNames(view, graph);
    }
}
