package io.nodethaw.wait.kernel;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Optional;

/** Tells which processes can do nothing until somebody lets them go: stopped, frozen, or held by a tracer that does not move. */
public final class Halted {
    private Halted() {}

    /** True when a reading shows that this vertex is halted. */
    public static boolean is(NodeView view, WaitGraph graph, Vertex vertex) {
        return graph.from(vertex).stream().anyMatch(edge -> by(view, edge));
    }

    /** True when this wait halts the vertex that it starts from. */
    public static boolean by(NodeView view, Edge edge) {
        return edge.kind().isStop() && (edge.kind() != Wait.TRACED || sitsStill(view, edge.to()));
    }

    /** The frozen cgroup that halts this vertex. */
    public static Optional<Vertex> cgroup(WaitGraph graph, Vertex vertex) {
        return graph.from(vertex).stream()
                .filter(edge -> edge.kind() == Wait.FROZEN)
                .map(Edge::to)
                .findFirst();
    }

    /** A debugger at work (gcore) moves; one that waits at its prompt does not. A tracer we cannot see may be either. */
    private static boolean sitsStill(NodeView view, Vertex tracer) {
        return tracer instanceof Vertex.Process(int pid, long _) && Progress.of(view, pid) == Progress.STILL;
    }
}
