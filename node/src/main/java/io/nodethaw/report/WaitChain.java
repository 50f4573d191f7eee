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
 * @param findings what is known to be the matter with those it leads over
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
            case TEXT, HTML -> WaitChainText.of(this, ink, false);
            case WIDE -> WaitChainText.of(this, ink, true);
            case JSON, YAML -> Trees.print(WaitChainTree.of(this), format);
            case DOT -> new DotGraph(names(), new HashSet<>(ends())).print("wait chain", edges());
        };
    }

    /**
     * The waits of a vertex that are followed, the surest first: those that one of several would end only where we begin, and what a
     * process polls, which every daemon does, last.
     */
    List<Edge> from(Vertex vertex) {
        return graph.from(vertex).stream()
                .filter(edge -> edge.leadsOn() || isStart(vertex))
                .sorted(Comparator.comparing((Edge edge) -> edge.kind() == Wait.POLL)
                        .thenComparing(edge -> !edge.leadsOn()))
                .toList();
    }

    /** What is known to be the matter with a vertex. */
    List<Finding> about(Vertex vertex) {
        return findings.stream()
                .filter(finding -> finding.about().equals(vertex))
                .toList();
    }

    /** Why it is not known what a vertex waits for, where no wait of it was seen but those that one of several would end. */
    Optional<String> unread(Vertex vertex) {
        return from(vertex).stream().noneMatch(Edge::leadsOn) ? UnknownWait.why(view, vertex) : Optional.empty();
    }

    /** True when of none of the processes asked about it could be told what it waits for. */
    public boolean isBlind() {
        return starts.stream().allMatch(start -> unread(start).isPresent());
    }

    /** Every wait that is reached, nearest first. */
    Set<Edge> edges() {
        var edges = new LinkedHashSet<Edge>();
        reached().forEach(vertex -> edges.addAll(from(vertex)));
        return edges;
    }

    /** Everything that is reached, the beginnings included. */
    Set<Vertex> reached() {
        return graph.reach(starts, edge -> edge.leadsOn() || isStart(edge.from()));
    }

    /** What is reached and waits for nothing itself. */
    List<Vertex> ends() {
        return edges().stream()
                .map(Edge::to)
                .distinct()
                .filter(vertex -> from(vertex).isEmpty())
                .toList();
    }

    /** The deadlocks that are reached: each a cycle in which everyone needs the next. */
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
