package io.nodethaw.wait.go;

import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.kernel.HeldTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goroutines of dumps that are in a system call about a path for minutes: such calls return at once, unless the file system does not
 * answer. What a call about an open file waits for, its stack does not tell, and the opening of a fifo waits for a partner.
 */
public final class HeldCalls implements EdgeSource {
    /** After this time the kernel itself calls a task hung (lib/Kconfig.debug, DEFAULT_HUNG_TASK_TIMEOUT). */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final long MAIN = 1;

    /** What is printed may be too much by the time between two collections (forcegcperiod of runtime/proc.go; see GoroutineAges). */
    private static final Duration COLLECTIONS = Duration.ofMinutes(2);

    /** Calls that take a path, or change what is mounted, in the names of package syscall and golang.org/x/sys/unix. */
    private static final Set<String> PATHS = Set.of(
            "stat",
            "lstat",
            "fstatat",
            "newfstatat",
            "statfs",
            "statx",
            "open",
            "openat",
            "openat2",
            "mkdir",
            "mkdirat",
            "rmdir",
            "unlink",
            "unlinkat",
            "rename",
            "renameat",
            "renameat2",
            "readlink",
            "readlinkat",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
            "mount",
            "unmount",
            "umount",
            "chmod",
            "fchmodat",
            "chown",
            "lchown",
            "fchownat",
            "getdents",
            "readdirent",
            "faccessat",
            "access",
            "getxattr",
            "lgetxattr",
            "setxattr",
            "lsetxattr",
            "utimensat",
            "fsync",
            "fdatasync",
            "sync",
            "syncfs",
            "pivotroot",
            "chdir");

    private static final FunctionNames CALLS = FunctionNames.of("syscall.*", "golang.org/x/sys/unix.*");

    /** Functions of package os, and of kubelet for what a volume holds, that make one of those calls. */
    private static final Map<String, String> BY_CALLER = Map.ofEntries(
            Map.entry("os.OpenFile", "open"),
            Map.entry("os.openFileNolog", "open"),
            Map.entry("os.Stat", "stat"),
            Map.entry("os.statNolog", "stat"),
            Map.entry("os.Lstat", "lstat"),
            Map.entry("os.lstatNolog", "lstat"),
            Map.entry("k8s.io/kubernetes/pkg/volume/util/fs.FsInfo", "statfs"),
            Map.entry("k8s.io/kubernetes/pkg/volume/util/fs.Info", "statfs"),
            Map.entry("os.Mkdir", "mkdir"),
            Map.entry("os.Readlink", "readlink"),
            Map.entry("os.Rename", "rename"),
            Map.entry("os.rename", "rename"));

    /** runc's "start" opens exec.fifo for reading, and waits until its "runc init" has opened it too (libcontainer/container_linux.go, exec). */
    private static final FramePattern EXEC_FIFO = FramePattern.of(
            "github.com/opencontainers/runc/libcontainer.(*linuxContainer).exec",
            "github.com/opencontainers/runc/libcontainer.(*Container).exec",
            "github.com/opencontainers/runc/libcontainer.awaitFifoOpen.func1",
            "github.com/opencontainers/runc/libcontainer.fifoOpen");

    /**
     * dockerd's driver for device mapper waits for udev to count a semaphore down, whose number is the cookie (moby pkg/devicemapper; LVM2
     * libdm/libdm-common.c, dm_udev_wait). udev does that within a second, or never.
     */
    private static final FramePattern UDEV = FramePattern.of(
            "*pkg/devicemapper.UdevWait", "*pkg/devicemapper.dmUdevWaitFct", "*pkg/devicemapper._Cfunc_dm_udev_wait");

    /** Where such waits end. */
    public static final String UDEV_END = "udev, which has not ended its work on a device (dmsetup udevcookies)";

    /** Where it waits, when no log tells more. */
    private static final String FILE_SYSTEM = "file system";

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (int pid : Dumped.all(view)) {
            view.vertex(pid)
                    .ifPresent(process -> view.evidence()
                            .seen(Goroutines.TYPE, pid)
                            .ifPresent(read -> read.goroutines()
                                    .forEach(goroutine -> udev(process, goroutine)
                                            .or(() -> call(goroutine)
                                                    .flatMap(call -> edge(
                                                            view,
                                                            process,
                                                            goroutine,
                                                            call,
                                                            isUndated(read, goroutine))))
                                            .ifPresent(edges::add))));
        }
        return edges.stream().distinct().toList();
    }

    private static Optional<Edge> udev(Vertex.Process process, Goroutine goroutine) {
        boolean undated = goroutine.id() < 0;
        var printed = Duration.ofMinutes(Math.max(0, goroutine.minutes()));
        if (!UDEV.isIn(goroutine) || !undated && printed.compareTo(LONG) < 0) {
            return Optional.empty();
        }
        var edge = Edge.of(
                process,
                new Vertex.Remote(UDEV_END),
                Strength.INFERRED,
                Wait.CALL,
                (undated ? "a goroutine" : "goroutine " + goroutine.id()) + " is in dm_udev_wait",
                Goroutines.TYPE.key(process.pid()));
        return Optional.of(undated ? edge : edge.atLeast(printed.minus(COLLECTIONS)));
    }

    /**
     * True where no age of it is told: in a profile or a piece of a dump without headers, or in a few goroutines that somebody has chosen
     * and of which none has an age. Where others have one, the runtime has looked at all, and one without has waited for a moment. A dump
     * with the goroutine that runs main is whole, of a small program that has just begun.
     */
    private static boolean isUndated(Goroutines read, Goroutine goroutine) {
        boolean whole = goroutine.id() != MAIN && read.goroutines().stream().anyMatch(other -> other.id() == MAIN);
        return goroutine.id() < 0
                || !whole
                        && read.goroutines().size() <= LongWaits.CHOSEN
                        && read.goroutines().stream().allMatch(other -> other.minutes() <= 0);
    }

    private static Optional<Edge> edge(
            NodeView view, Vertex.Process process, Goroutine goroutine, String call, boolean undated) {
        var key = Goroutines.TYPE.key(process.pid());
        if (EXEC_FIFO.isIn(goroutine)) {
            return Optional.of(Edge.of(
                    process,
                    new Vertex.Remote("its runc init at exec.fifo"),
                    Strength.INFERRED,
                    Wait.FIFO_OPEN,
                    call + " of exec.fifo, until the runc init of the container opens it too",
                    key));
        }
        var printed = Duration.ofMinutes(Math.max(0, goroutine.minutes()));
        boolean fifo = goroutine.frames().stream()
                .anyMatch(frame -> frame.function().toLowerCase(Locale.ROOT).contains("fifo"));
        if (fifo || !PATHS.contains(call) || !undated && printed.compareTo(LONG) < 0) {
            return Optional.empty();
        }
        var where = HeldTask.silentServer(view).orElse(FILE_SYSTEM);
        var edge = Edge.of(
                process,
                new Vertex.Resource(Vertex.ResourceKind.KERNEL, where),
                Strength.NEEDS,
                Wait.FILE_SYSTEM,
                (goroutine.id() < 0 ? "a goroutine" : "goroutine " + goroutine.id()) + " is in the system call " + call,
                key);
        return Optional.of(undated ? edge : edge.atLeast(atLeast(view, process.pid(), goroutine, printed)));
    }

    private static Duration atLeast(NodeView view, int pid, Goroutine goroutine, Duration printed) {
        var bound = GoroutineAges.of(view, pid).atLeast(goroutine);
        var sure = printed.minus(COLLECTIONS);
        return bound.compareTo(sure) > 0 ? bound : sure;
    }

    /** The system call that a goroutine is in, in small letters: that of the outermost function of a package that makes them. */
    private static Optional<String> call(Goroutine goroutine) {
        boolean mayBe = goroutine.state().startsWith("syscall");
        return goroutine.frames().stream()
                .filter(_ -> mayBe)
                .map(Goroutine.Frame::function)
                .takeWhile(function -> function.startsWith("runtime.")
                        || function.startsWith("internal/runtime/")
                        || function.startsWith("os.")
                        || CALLS.has(function))
                .filter(CALLS::has)
                .map(function -> KnownFrames.shortName(function).toLowerCase(Locale.ROOT))
                .filter(PATHS::contains)
                .findFirst()
                .or(() -> byCaller(goroutine));
    }

    /** Where the frames of package syscall were left out, but for the innermost: by the function of package os that makes the call. */
    private static Optional<String> byCaller(Goroutine goroutine) {
        boolean inCall = goroutine.state().startsWith("syscall")
                && !goroutine.frames().isEmpty()
                && goroutine.frames().getFirst().function().startsWith("syscall.");
        return inCall
                ? goroutine.frames().stream()
                        .map(Goroutine.Frame::function)
                        .dropWhile(CALLS::has)
                        .limit(1)
                        .flatMap(function -> Optional.ofNullable(BY_CALLER.get(function)).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Nothing: of files that somebody brought no more can be read. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
