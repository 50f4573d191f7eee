package io.nodethaw.hop.kernel;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.Optional;

/**
 * The process whose answer the kernel waits for on behalf of another one: the server of a FUSE file system, or a fanotify
 * listener.
 */
record AskedByKernel(Vertex.Process process, Progress progress, Optional<Duration> atLeast) {
    /** After this time the kernel itself calls a task hung (lib/Kconfig.debug, DEFAULT_HUNG_TASK_TIMEOUT). */
    private static final Duration HUNG = Duration.ofMinutes(2);

    /** Whoever has to answer for this wait to end; empty when it is nobody, or not known to be a single one. */
    static Optional<AskedByKernel> of(NodeView view, WaitGraph graph, Edge wait) {
        var asked = wait.to() instanceof Vertex.Process listener && wait.strength() == Strength.NEEDS
                ? Optional.of(listener)
                : graph.from(wait.to()).stream()
                        .filter(edge -> edge.kind() == Wait.SERVED_BY && edge.strength() == Strength.NEEDS)
                        .map(Edge::to)
                        .filter(Vertex.Process.class::isInstance)
                        .map(Vertex.Process.class::cast)
                        .findFirst();
        return asked.map(process -> new AskedByKernel(process, Progress.of(view, process.pid()), wait.atLeast()));
    }

    /**
     * True for one that is at work and may still answer: many programs wake up now and then, so that after a long time it says
     * nothing any more.
     */
    boolean mayAnswer() {
        return progress == Progress.MOVED
                && atLeast.filter(age -> age.compareTo(HUNG) >= 0).isEmpty();
    }
}
