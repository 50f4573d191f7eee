package io.nodethaw.hop;

import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Daemons, and first processes of containers, in files that show that their first thread has ended and others have not, and not what
 * those are in. Most are gone a moment later; some threads cannot end, because the kernel holds them. Anybody's program may end its
 * first thread and go on.
 */
record EndingProcesses(NodeView view, List<Hop> hops) {
    private static final String THREADS = "the last threads of ";

    private Stream<ProcessTable.Entry> ending() {
        return view.processes().stream()
                .filter(process ->
                        view.evidence().isFromFiles() && isOfChain(process.pid()) && !isHeld(view, process.pid()));
    }

    /** True where a process of the chain, or one that was started by it, has begun to end. */
    boolean isOfChain(int pid) {
        var files = new FromFiles(view);
        return view.process(pid)
                .filter(process ->
                        process.isEnding() && (files.isNamed(pid, hops) || files.isNamed(process.parent(), hops)))
                .isPresent();
    }

    private static boolean isHeld(NodeView view, int pid) {
        return view.evidence()
                .seen(KernelWaits.TYPE, pid)
                .filter(read -> !read.held().isEmpty())
                .isPresent();
    }

    List<Edge> edges() {
        return ending().map(process -> Edge.of(
                        Vertex.Process.of(process),
                        new Vertex.Remote(THREADS + view.name(process.pid())),
                        Strength.INFERRED,
                        Wait.OVERDUE_CHILD,
                        "its first thread has ended (state Z), and others have not",
                        ProcessTable.TYPE.key()))
                .toList();
    }

    List<Victim> victims() {
        return edges().stream()
                .map(edge -> new Victim(edge.from(), edge.text(), Optional.empty(), false, edge.readings()))
                .toList();
    }

    /** What tells of such threads, where a chain ends at them; else empty. */
    static String hint(List<String> ends) {
        return ends.stream().anyMatch(end -> end.startsWith(THREADS))
                ? "head /proc/PID/task/*/wchan /proc/PID/task/*/stack shows what keeps them in the kernel; "
                : "";
    }
}
