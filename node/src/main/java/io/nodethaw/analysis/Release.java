package io.nodethaw.analysis;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Halted;
import java.util.Optional;

/** The step that lets go a process which is stopped, held by a tracer, or frozen. */
public final class Release {
    private Release() {}

    /** How the vertex is let go; empty where nothing halts it, or the evidence does not tell how. */
    public static Optional<Step> of(NodeView view, WaitGraph graph, Vertex vertex) {
        return vertex.whole() instanceof Vertex.Process process && process.isCertain()
                ? graph.from(process).stream()
                        .filter(edge -> Halted.by(view, edge))
                        .findFirst()
                        .flatMap(edge -> step(view, process.pid(), edge))
                : Optional.empty();
    }

    private static Optional<Step> step(NodeView view, int pid, Edge edge) {
        return switch (edge.kind()) {
            case STOPPED -> Optional.of(Step.goOn(pid));
            case TRACED ->
                edge.to() instanceof Vertex.Process tracer && tracer.isCertain()
                        ? Optional.of(new Step(
                                "kill " + tracer.pid(),
                                "ends the tracer " + view.name(tracer.pid()) + ", if nobody needs it"))
                        : Optional.empty();
            case FROZEN ->
                view.evidence().seen(Freeze.TYPE, pid).flatMap(Freeze::frozen).flatMap(Release::thaw);
            default -> Optional.empty();
        };
    }

    private static Optional<Step> thaw(Freeze.Frozen frozen) {
        var word = frozen.version() == 1 ? "THAWED" : "0";
        return frozen.file()
                .map(file -> new Step(
                        "echo " + word + " > " + Shell.word(file),
                        "thaws the cgroup; find out who froze it",
                        Step.Kind.REDIRECTED));
    }
}
