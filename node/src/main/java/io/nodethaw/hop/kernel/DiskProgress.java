package io.nodethaw.hop.kernel;

import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.WaitChannel;
import io.nodethaw.hop.Probed;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells whether the disk that a thread waits for completed anything between two readings: otherwise a slow disk would look like
 * a dead one.
 */
final class DiskProgress {
    /**
     * For so long a disk has to complete nothing until it counts as dead, as long as a daemon may take for the simplest answer: a disk that
     * answers late by seconds completes nothing between two readings that are closer together.
     */
    static final Duration WATCHED = Probed.ANSWER;

    /**
     * A thread that has waited for so long waits for no late request: twice the time after which drivers give a request up (SD_TIMEOUT in
     * drivers/scsi/sd.h, nvme_io_timeout in drivers/nvme/host/core.c).
     */
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);

    private DiskProgress() {}

    /**
     * What the disk did between the readings; unknown where they are too close together for one that has completed nothing.
     *
     * @return empty for a wait that is not for a disk: for a network or FUSE file system, a freeze, a kernel lock
     */
    static Optional<Progress> during(NodeView view, Edge wait) {
        var functions = functions(view, wait);
        if (functions.stream().anyMatch(WaitChannel::isOfOther)) {
            return Optional.empty();
        }
        var mount = mount(view, wait);
        if (mount.filter(DiskProgress::hasServer).isPresent()) {
            return Optional.empty();
        }
        var device = mount.map(Mounts.Mount::device).filter(number -> !number.startsWith("0:"));
        if (device.isEmpty() && functions.stream().noneMatch(WaitChannel::isOfDisk)) {
            return Optional.empty();
        }
        var progress = completed(view, disk -> device.isEmpty() || device.get().equals(disk.device()));
        boolean isTooSoon = progress == Progress.STILL && !isWatched(view) && !isGivenUp(wait);
        return Optional.of(isTooSoon ? Progress.UNKNOWN : progress);
    }

    /** True when all disks were watched for long enough to call one dead that completed nothing. */
    static boolean isWatched(NodeView view) {
        return view.evidence()
                .twice(DiskStats.TYPE, "")
                .filter(seen -> seen.between().compareTo(WATCHED) >= 0)
                .isPresent();
    }

    private static boolean isGivenUp(Edge wait) {
        return wait.atLeast().filter(age -> age.compareTo(GIVEN_UP) >= 0).isPresent();
    }

    /** True while only a long time between two readings can tell whether somebody waits for a disk or server that is dead, or late. */
    static boolean isToBeWatched(NodeView view, WaitGraph graph) {
        return !graph.victims().isEmpty()
                && graph.edges().stream()
                        .filter(edge -> edge.kind() == Wait.FILE_SYSTEM
                                && edge.task() != 0
                                && edge.from() instanceof Vertex.Process
                                && edge.to() instanceof Vertex.Resource)
                        .anyMatch(edge -> isDiskToBeWatched(view, edge) || isServerToBeWatched(view, edge));
    }

    private static boolean isDiskToBeWatched(NodeView view, Edge wait) {
        return !isWatched(view) && during(view, wait).equals(Optional.of(Progress.UNKNOWN));
    }

    /** A thread that has not run at all needs no such proof. */
    private static boolean isServerToBeWatched(NodeView view, Edge wait) {
        return ServerProgress.isCounted(view, wait)
                && ServerProgress.isAsking(view, wait)
                && !FileSystemWait.sameWaitTwice(view, wait)
                && ServerProgress.during(view, wait)
                        .filter(server -> server != Progress.UNKNOWN)
                        .isEmpty();
    }

    private static Progress completed(NodeView view, Predicate<DiskStats.Disk> counts) {
        return view.evidence()
                .twice(DiskStats.TYPE, "")
                .filter(seen -> seen.last().disks().stream().anyMatch(counts))
                .map(seen -> seen.last().disks().stream()
                                .filter(counts)
                                .anyMatch(disk ->
                                        !seen.first().find(disk.device()).equals(Optional.of(disk)))
                        ? Progress.MOVED
                        : Progress.STILL)
                .orElse(Progress.UNKNOWN);
    }

    /**
     * True for network and FUSE file systems: they have no device number of a disk, and what disks do says nothing about them.
     */
    private static boolean hasServer(Mounts.Mount mount) {
        return List.of("nfs", "nfs4", "cifs", "smb3", "ceph", "9p").contains(mount.type())
                || mount.type().startsWith("fuse.")
                || mount.type().equals("fuse");
    }

    /** The mount that a thread waits for, if it is one, and was read. */
    static Optional<Mounts.Mount> mount(NodeView view, Edge wait) {
        if (!(wait.to() instanceof Vertex.Resource(var kind, String point)) || kind != Vertex.ResourceKind.MOUNT) {
            return Optional.empty();
        }
        // called by its place for PID 1, where the waiting process has its own
        return mount(view, pid(wait), point).or(() -> mount(view, ProcessTable.INIT, point));
    }

    private static Optional<Mounts.Mount> mount(NodeView view, int pid, String point) {
        return view.evidence()
                .seen(Mounts.TYPE, pid)
                .flatMap(table -> table.mounts().stream()
                        .filter(mount -> mount.point().equals(point))
                        .reduce((_, last) -> last));
    }

    /** The function that the thread sleeps in, and its callers. */
    static List<String> functions(NodeView view, Edge wait) {
        var stack = view.evidence()
                .seen(KernelStack.TYPE, KernelStack.key(pid(wait), wait.task()).instance())
                .map(KernelStack::functions)
                .orElse(List.of());
        var sleepsIn = view.evidence().seen(Tasks.TYPE, pid(wait)).map(Tasks::tasks).orElse(List.of()).stream()
                .filter(task -> task.tid() == wait.task())
                .map(Tasks.Task::wchan);
        return Stream.concat(sleepsIn, stack.stream()).toList();
    }

    private static int pid(Edge wait) {
        return ((Vertex.Process) wait.from()).pid();
    }
}
