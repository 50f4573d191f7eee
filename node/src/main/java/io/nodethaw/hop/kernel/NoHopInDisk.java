package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.FrozenThreads;
import java.util.List;
import java.util.stream.Stream;

/** Counter-test: no process of the chain, and nobody who waits, is in state D, so none waits inside the kernel for a device or lock. */
final class NoHopInDisk implements Rule {
    private static final Vertex KERNEL = new Vertex.Resource(Vertex.ResourceKind.KERNEL, "kernel");

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.no-hop-in-d",
                "No process of the chain is in uninterruptible sleep (state D): the kernel holds none of them.",
                List.of("ps -eLo pid,tid,stat,wchan,comm | awk '$3 ~ /^D/'"),
                "Nothing to do.",
                List.of("man 5 proc_pid_stat, state"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        boolean anyWaits = Stream.concat(
                        graph.roles().stream().map(Role::vertex),
                        graph.victims().stream().map(Victim::vertex).filter(Vertex.Process.class::isInstance))
                .anyMatch(vertex -> mayBeInD(view, vertex));
        boolean untold = view.evidence().readings(Tasks.TYPE).isEmpty()
                && view.evidence().readings(KernelWaits.TYPE).isEmpty(); // as an older nodethaw saved it
        if (anyWaits
                || untold
                || graph.roles().isEmpty()
                || view.evidence().isFromFiles()) { // files rarely show all threads
            return List.of();
        }
        return List.of(new Finding.Clear(
                explanation().code(),
                KERNEL,
                "no hop in D",
                List.of(Proof.of("no hop in D", ProcessTable.TYPE.key()))));
    }

    /** True unless the state is known to be another one: a file may list a process without its state. */
    private static boolean mayBeInD(NodeView view, Vertex vertex) {
        if (!(vertex instanceof Vertex.Process(int pid, long _)) || FrozenThreads.isFrozen(view, pid)) {
            return false;
        }
        boolean first = view.process(pid)
                .filter(process ->
                        process.state() == 'D' || process.isEnding() || process.state() == ProcessTable.Entry.UNTOLD)
                .isPresent();
        boolean any = view.evidence()
                .seen(Tasks.TYPE, pid)
                .map(tasks -> tasks.tasks().stream().anyMatch(task -> task.state() == 'D'))
                .orElse(false);
        boolean held = view.evidence()
                .seen(KernelWaits.TYPE, pid)
                .filter(read -> !read.held().isEmpty())
                .isPresent();
        return first || any || held;
    }
}
