package io.nodethaw.hop.kernel;

import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.WaitChannel;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells whether the disk that a thread waits for completed anything between two readings: otherwise a slow disk would look like
 * a dead one.
 */
final class DiskProgress {
    private DiskProgress() {}

    /**
     * What the disk did between the readings.
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
        return Optional.of(
                completed(view, disk -> device.isEmpty() || device.get().equals(disk.device())));
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

    private static Optional<Mounts.Mount> mount(NodeView view, Edge wait) {
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
    private static List<String> functions(NodeView view, Edge wait) {
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
