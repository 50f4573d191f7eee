package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The same thread is in the same kernel wait in both looks, without one context switch between. It is stuck, unless it waits
 * for a disk: one that completed requests meanwhile is slow, and of one that was not seen twice nobody can tell.
 */
final class FileSystemWait implements Rule {
    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.file-system-wait",
                "A thread of the chain waits inside the kernel at a file system or device, and did not move between two looks. "
                        + "Restarting its daemon cannot help: the thread cannot leave the kernel. It is called slow where the "
                        + "disk completed requests meanwhile, and a warning where that could not be told.",
                List.of(
                        "cat /proc/PID/task/TID/wchan twice, some seconds apart; compare the switches in its status file.",
                        "cat /proc/PID/task/TID/stack shows the file system in its function names.",
                        "cat /proc/diskstats twice: the requests that each disk has completed (fields 4 and 8)."),
                "Restore the server or device; thaw a frozen file system (fsfreeze -u); lazily unmount a dead mount; abort a dead FUSE "
                        + "connection in /sys/fs/fuse/connections. On a slow disk: throttle the writer. Else drain and reboot.",
                List.of(
                        "man 5 proc_pid_wchan",
                        "Documentation/filesystems/fuse.rst, aborting a filesystem connection",
                        "Documentation/admin-guide/iostats.rst"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.edges().stream()
                .filter(edge -> edge.kind() == Wait.FILE_SYSTEM && edge.from() instanceof Vertex.Process)
                .filter(edge -> sameWaitTwice(view, edge))
                .map(edge -> finding(view, edge))
                .distinct()
                .toList();
    }

    private Finding finding(NodeView view, Edge edge) {
        var proofs = new ArrayList<>(
                List.of(new Proof(edge.text() + ", in both looks without a context switch", edge.readings())));
        var warned = kernelsWarning(view, edge);
        warned.ifPresent(line -> proofs.add(Proof.of("kernel log: " + line, KernelLog.TYPE.key())));
        var disk = warned.isPresent() ? Optional.<Progress>empty() : DiskProgress.during(view, edge);
        var code = explanation().code();
        return switch (disk.orElse(Progress.STILL)) {
            case STILL -> new Finding.Stuck(code, edge.to(), Confidence.PROVEN, "nothing comes back from it", proofs);
            case MOVED -> {
                proofs.add(Proof.of("a disk completed requests between the looks", DiskStats.TYPE.key()));
                yield new Finding.Slow(code, edge.to(), Confidence.LIKELY, "a disk is slow to answer", proofs);
            }
            case UNKNOWN ->
                new Finding.Warning(
                        code, edge.to(), Confidence.POSSIBLE, "no answer from a disk that may be slow", proofs);
        };
    }

    /** The kernel's own (kernel/hung_task.c): "INFO: task COMM:PID blocked for more than N seconds". */
    private static Optional<String> kernelsWarning(NodeView view, Edge edge) {
        return view.evidence().seen(KernelLog.TYPE).map(KernelLog::lines).orElse(List.of()).stream()
                .map(KernelLog.Line::text)
                .filter(line -> line.contains(":" + edge.task() + " blocked for more than"))
                .reduce((_, last) -> last);
    }

    private static boolean sameWaitTwice(NodeView view, Edge edge) {
        int pid = ((Vertex.Process) edge.from()).pid();
        var seen = view.evidence().samples(Tasks.TYPE, Integer.toString(pid)).stream()
                .map(Sample::reading)
                .map(reading -> task(reading, edge.task()))
                .flatMap(Optional::stream)
                .toList();
        return seen.size() > 1
                && seen.getFirst().switches().isPresent()
                && seen.getFirst().switches().equals(seen.getLast().switches())
                && Objects.equals(seen.getFirst().wchan(), seen.getLast().wchan());
    }

    private static Optional<Tasks.Task> task(Reading<Tasks> reading, int tid) {
        return reading.seen()
                .flatMap(tasks ->
                        tasks.tasks().stream().filter(task -> task.tid() == tid).findFirst());
    }
}
