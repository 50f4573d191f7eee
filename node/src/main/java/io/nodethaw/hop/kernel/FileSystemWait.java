package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.ServerReplies;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.WaitChannel;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.HungReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A thread is in the same kernel wait in both readings, without a context switch in between. It is stuck, unless it waits for a
 * disk: a disk that completed requests meanwhile is slow, and when a disk was not watched for long enough, it cannot be told.
 */
final class FileSystemWait implements Rule {
    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.file-system-wait",
                "A thread of the chain waits in the kernel for a file system or device, and did not move between two "
                        + "readings. Restarting its daemon does not help, because the thread cannot leave the kernel. "
                        + "The finding is only \"slow\" when the disk completed requests meanwhile, and only "
                        + "a warning when that is not known: a disk that answers late by seconds has to be watched for ten, unless somebody "
                        + "has waited for it for a minute.",
                List.of(
                        "Read /proc/PID/task/TID/wchan twice, some seconds apart; also compare the context switches "
                                + "in its status file.",
                        "The function names in /proc/PID/task/TID/stack show the file system.",
                        "Read /proc/diskstats twice, ten seconds apart: fields 4 and 8 are the requests that each disk has completed.",
                        "dmesg | grep 'not responding' names a file server that the kernel has no answer from."),
                "Restore the server or device; thaw a frozen file system (fsfreeze -u). Else lazily unmount a dead mount, or abort a dead FUSE "
                        + "connection in /sys/fs/fuse/connections: who uses it gets errors, and what was not written is lost. If the "
                        + "disk is slow, throttle whoever writes. If nothing helps, drain and reboot.",
                List.of(
                        "man 5 proc_pid_wchan",
                        "Documentation/filesystems/fuse.rst, aborting a filesystem connection",
                        "Documentation/admin-guide/iostats.rst"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.edges().stream()
                .filter(edge -> edge.kind() == Wait.FILE_SYSTEM && edge.to() instanceof Vertex.Resource)
                .flatMap(edge -> sameWaitTwice(view, edge)
                        ? Stream.of(finding(view, graph, edge))
                        : ServerProgress.during(view, edge)
                                .filter(_ -> samePlaceTwice(view, edge) && ServerProgress.isAsking(view, edge))
                                .map(server -> ofServer(view, edge, server))
                                .stream())
                .distinct()
                .toList();
    }

    /** A thread that waits for a file server runs for a moment now and then, and its server tells whether it waits in vain. */
    private Finding ofServer(NodeView view, Edge edge, Progress server) {
        var waits = new Proof(edge.text() + ", in two readings", edge.readings());
        var replies = ServerReplies.TYPE.key(((Vertex.Process) edge.from()).pid());
        var code = explanation().code();
        return switch (server) {
            case STILL ->
                new Finding.Stuck(
                        code,
                        edge.to(),
                        Confidence.PROVEN,
                        title(view, edge),
                        List.of(waits, Proof.of("not one reply has come from its server in between", replies)));
            case MOVED -> slowServer(edge, waits, replies);
            case UNKNOWN ->
                new Finding.Warning(
                        code,
                        edge.to(),
                        Confidence.POSSIBLE,
                        "no answer from a server that may be slow",
                        List.of(waits));
        };
    }

    private Finding slowServer(Edge edge, Proof waits, Key replies) {
        return new Finding.Slow(
                explanation().code(),
                edge.to(),
                Confidence.LIKELY,
                "its server is slow to answer",
                List.of(waits, Proof.of("replies have come from its server in between", replies)));
    }

    private Finding finding(NodeView view, WaitGraph graph, Edge edge) {
        var proofs = new ArrayList<>(
                List.of(new Proof(edge.text() + ", without a context switch between two readings", edge.readings())));
        var warned = kernelsWarning(view, edge);
        warned.ifPresent(line -> proofs.add(Proof.of("kernel log: " + line, KernelLog.TYPE.key())));
        var disk = warned.isPresent() ? Optional.<Progress>empty() : DiskProgress.during(view, edge);
        var code = explanation().code();
        if (warned.isEmpty() && ServerProgress.during(view, edge).equals(Optional.of(Progress.MOVED))) {
            return slowServer(edge, proofs.getFirst(), ServerReplies.TYPE.key(((Vertex.Process) edge.from()).pid()));
        }
        if (AskedByKernel.of(view, graph, edge).filter(AskedByKernel::mayAnswer).isPresent()) {
            return new Finding.Slow(code, edge.to(), Confidence.LIKELY, "its server has not answered yet", proofs);
        }
        return switch (disk.orElse(Progress.STILL)) {
            case STILL -> new Finding.Stuck(code, edge.to(), confidence(view, disk), title(view, edge), proofs);
            case MOVED -> {
                proofs.add(Proof.of("a disk completed requests between two readings", DiskStats.TYPE.key()));
                yield new Finding.Slow(code, edge.to(), Confidence.LIKELY, "a disk is slow to answer", proofs);
            }
            case UNKNOWN ->
                new Finding.Warning(
                        code, edge.to(), Confidence.POSSIBLE, "no answer from a disk that may be slow", proofs);
        };
    }

    /** A disk that was not watched for long is only taken for dead because somebody has waited for it for very long. */
    private static Confidence confidence(NodeView view, Optional<Progress> disk) {
        return disk.isEmpty() || DiskProgress.isWatched(view) ? Confidence.PROVEN : Confidence.LIKELY;
    }

    private static String title(NodeView view, Edge edge) {
        return isFrozen(view, edge)
                ? "its writers wait for the end of a freeze"
                : "nothing comes back from "
                        + DiskProgress.mount(view, edge)
                                .flatMap(Mounts.Mount::server)
                                .map(server -> "its server " + server)
                                .orElse("it");
    }

    /** True for a writer that waits for a frozen file system. */
    private static boolean isFrozen(NodeView view, Edge edge) {
        return edge.to() instanceof Vertex.Resource(var kind, String _)
                && kind == Vertex.ResourceKind.MOUNT
                && edge.from() instanceof Vertex.Process(int pid, long _)
                && task(view.evidence().reading(Tasks.TYPE, Integer.toString(pid)), edge.task())
                        .filter(task -> WaitChannel.isOfFreeze(task.wchan()))
                        .isPresent();
    }

    /**
     * A frozen file system can be thawed. Of another mount the kernel's table tells the server or device, without touching it; what
     * looks at the mount itself may hang too.
     */
    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        if (!(root.vertex() instanceof Vertex.Resource(var kind, String point)) || kind != Vertex.ResourceKind.MOUNT) {
            return Optional.empty();
        }
        return Optional.of(
                graph.to(root.vertex()).stream().anyMatch(edge -> isFrozen(view, edge))
                        ? new Step(
                                "fsfreeze --unfreeze " + Shell.word(point),
                                "thaws it; find out first who froze it: a snapshot does, for a moment")
                        : new Step(
                                "grep -F " + Shell.word(" " + point + " ") + " /proc/1/mounts; dmesg | tail",
                                "names its server or device, and what the kernel says of it"));
    }

    /** The kernel's own warning of this thread, not of one that had its number before. */
    private static Optional<String> kernelsWarning(NodeView view, Edge edge) {
        return edge.from() instanceof Vertex.Process(int pid, long _)
                ? HungReports.of(view, pid, edge.task())
                : Optional.empty();
    }

    static boolean sameWaitTwice(NodeView view, Edge edge) {
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

    /** In both readings it slept in the kernel, in the same function. */
    private static boolean samePlaceTwice(NodeView view, Edge edge) {
        int pid = ((Vertex.Process) edge.from()).pid();
        return view.evidence()
                .twice(Tasks.TYPE, pid)
                .flatMap(seen -> task(seen.firstSample().reading(), edge.task())
                        .flatMap(first -> task(seen.lastSample().reading(), edge.task())
                                .filter(last -> last.state() == first.state()
                                        && last.wchan().equals(first.wchan()))))
                .isPresent();
    }

    private static Optional<Tasks.Task> task(Reading<Tasks> reading, int tid) {
        return reading.seen()
                .flatMap(tasks ->
                        tasks.tasks().stream().filter(task -> task.tid() == tid).findFirst());
    }
}
