package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ServerReplies;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.WaitChannel;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits in the kernel for a file system: in state D, or asleep in a wait of FUSE. The mount is found by the open file or the
 * path of the call. A FUSE mount leads on to the process that serves it, an open that somebody has to allow to the fanotify
 * listener; the opening of a fifo leads to a partner that may still come.
 */
public final class FileSystemEdges implements EdgeSource {
    /** fs/pipe.c wait_for_partner: an open of a fifo. */
    private static boolean isFifoOpen(String wchan) {
        return wchan.equals("wait_for_partner") || wchan.equals("fifo_open");
    }

    /** A thread that may wait in the kernel, and its system call, when that was read and we know it. */
    private record Sleeper(Vertex.Process process, Tasks.Task task, Optional<BlockedCall> call) {
        int pid() {
            return process.pid();
        }

        Key stack() {
            return KernelStack.key(pid(), task.tid());
        }
    }

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new LinkedHashSet<Edge>();
        for (var sleeper : sleepers(view)) {
            if (isFifoOpen(sleeper.task().wchan())) {
                sleeper.call().ifPresent(call -> edges.add(fifo(view, call)));
            } else {
                edges.addAll(mount(view, sleeper));
            }
        }
        return new ArrayList<>(edges);
    }

    /** A thread in the kernel may be in any call, or in none (a page fault), and reading its call may itself hang. */
    private static List<Sleeper> sleepers(NodeView view) {
        var calls = new HashMap<Key, BlockedCall>();
        BlockedCall.all(view).forEach(call -> calls.put(call.reading(), call));
        var sleepers = new ArrayList<Sleeper>();
        view.evidence().allSeen(Tasks.TYPE).forEach(read -> {
            boolean frozen = FrozenThreads.isFrozen(view, read.pid());
            for (var task : read.tasks()) {
                var call = Optional.ofNullable(calls.get(SystemCall.key(read.pid(), task.tid())));
                if (waits(task, frozen) || isFifoOpen(task.wchan()) && !frozen) {
                    view.vertex(read.pid()).ifPresent(process -> sleepers.add(new Sleeper(process, task, call)));
                }
            }
        });
        return sleepers;
    }

    /**
     * A thread in a frozen v1 cgroup also shows state D, but does not wait for a disk. Of a frozen process only those count whose
     * wait no freezer makes: the freezer itself waits for them.
     */
    private static boolean waits(Tasks.Task task, boolean frozen) {
        if (WaitChannel.isFuse(task.wchan())) {
            return true;
        }
        return task.state() == 'D'
                && FrozenThreads.of(task).isEmpty()
                && (!frozen || WaitChannel.isOfFileSystem(task.wchan()));
    }

    private static Edge fifo(NodeView view, BlockedCall call) {
        var path = call.targetText(view).orElse("a fifo");
        return call.edge(
                new Vertex.Resource(Vertex.ResourceKind.FIFO, path),
                Strength.ANY,
                Wait.FIFO_OPEN,
                -1,
                -1,
                "opens " + path + ", no partner yet",
                Tasks.TYPE.key(call.pid()));
    }

    private static List<Edge> mount(NodeView view, Sleeper sleeper) {
        var table = new MountTable(view, sleeper.pid());
        var path = sleeper.call().flatMap(call -> path(view, call));
        var mount = mount(sleeper, table, path);
        var text = text(sleeper, path, mount);
        var gist = new Gist(text, 1, PodOfPath.of(view, sleeper.pid(), path));
        if (WaitChannel.isFanotify(sleeper.task().wchan())) {
            var listeners = FanotifyListeners.of(view, sleeper.pid(), mount);
            if (!listeners.isEmpty()) {
                return decided(view, sleeper, listeners, text).stream()
                        .map(edge -> edge.inShort(gist))
                        .toList();
            }
        }
        var where = mount.map(found -> new Vertex.Resource(Vertex.ResourceKind.MOUNT, table.pointOnNode(found)))
                .orElseGet(() -> new Vertex.Resource(
                        Vertex.ResourceKind.KERNEL, HeldTask.place(view, sleeper.pid(), sleeper.task())));
        var edges = new ArrayList<Edge>();
        edges.add(edge(view, sleeper, where, Strength.NEEDS, text).inShort(gist));
        HeldTask.owner(view, sleeper.pid(), sleeper.task().tid())
                .filter(_ -> mount.isEmpty())
                .ifPresent(owner -> edges.add(Edge.of(
                        where,
                        owner,
                        Strength.NEEDS,
                        Wait.HELD_BY,
                        "the kernel says that " + view.name(owner.pid()) + " has it",
                        KernelWaits.TYPE.key(sleeper.pid()))));
        mount.filter(MountTable::isFuse).ifPresent(found -> edges.addAll(FuseServers.edges(view, where, found)));
        return edges;
    }

    private static Optional<Mounts.Mount> mount(Sleeper sleeper, MountTable table, Optional<String> path) {
        return path.flatMap(table::of)
                .or(() -> WaitChannel.isFuse(sleeper.task().wchan()) ? table.onlyFuse() : Optional.empty());
    }

    private static boolean isOnNfs(NodeView view, Sleeper sleeper) {
        var path = sleeper.call().flatMap(call -> path(view, call));
        return mount(sleeper, new MountTable(view, sleeper.pid()), path)
                .filter(Mounts.Mount::isNfs)
                .isPresent();
    }

    /** The wait for those that decide whether a file may be opened. */
    private static List<Edge> decided(NodeView view, Sleeper sleeper, List<NodeView.OpenFile> listeners, String text) {
        var strength = listeners.size() == 1 ? Strength.NEEDS : Strength.ANY;
        return listeners.stream()
                .flatMap(listener -> view.vertex(listener.pid()).stream())
                .distinct()
                .map(listener ->
                        edge(view, sleeper, listener, strength, text + ", until a fanotify listener allows it"))
                .toList();
    }

    private static Edge edge(NodeView view, Sleeper sleeper, Vertex where, Strength strength, String text) {
        var readings = new ArrayList<Key>();
        sleeper.call().map(BlockedCall::reading).ifPresent(readings::add);
        readings.addAll(List.of(Tasks.TYPE.key(sleeper.pid()), Mounts.TYPE.key(sleeper.pid()), sleeper.stack()));
        int fd = sleeper.call()
                .filter(call -> usesFile(call.call()))
                .map(call -> call.fd())
                .orElse(-1);
        return new Edge(
                sleeper.process(),
                where,
                strength,
                Wait.FILE_SYSTEM,
                sleeper.task().tid(),
                fd,
                -1,
                text,
                KernelWait.age(view, sleeper.pid(), sleeper.task().tid()),
                readings);
    }

    private static String text(Sleeper sleeper, Optional<String> path, Optional<Mounts.Mount> mount) {
        var call = sleeper.call()
                .map(known ->
                        known.call().text() + path.map(file -> " of " + file).orElse("") + ", ");
        return call.orElse("") + "state " + sleeper.task().state() + " in " + place(sleeper.task())
                + mount.map(found -> ", on " + found.type() + " " + found.point()
                                + found.server().map(server -> " of " + server).orElse(""))
                        .orElse("");
    }

    /** Where in the kernel it waits. The kernel may hide the name of the function. */
    private static String place(Tasks.Task task) {
        return task.wchan().isEmpty() ? "the kernel" : task.wchan();
    }

    private static boolean usesFile(KnownCall call) {
        return call.use() == KnownCall.Use.FILE || call.use() == KnownCall.Use.DESCRIPTOR;
    }

    private static Optional<String> path(NodeView view, BlockedCall call) {
        return switch (call.call().use()) {
            case PATH, PATH_AT -> call.targetText(view).map(text -> absolute(view, call, text));
            case FILE, DESCRIPTOR -> call.descriptor(view).map(Descriptors.Descriptor::target);
            default -> Optional.empty();
        };
    }

    private static String absolute(NodeView view, BlockedCall call, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        var open = view.evidence().seen(Descriptors.TYPE, call.pid());
        var folder = call.fd() >= 0
                ? open.flatMap(files -> files.find(call.fd())).map(Descriptors.Descriptor::target)
                : open.map(Descriptors::workingDirectory);
        return folder.orElse("") + "/" + path;
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, reach.closely()));
        for (var sleeper : sleepers(view)) {
            if (reach.closely().contains(sleeper.pid())) {
                wants.addAll(MountTable.wants(sleeper.pid()));
                wants.add(sleeper.stack());
                wants.add(KernelWaits.TYPE.key(sleeper.pid()));
                sleeper.call().flatMap(BlockedCall::target).ifPresent(wants::add);
                wants.addAll(FuseServers.wants(view));
                if (isOnNfs(view, sleeper)) {
                    wants.add(ServerReplies.TYPE.key(sleeper.pid()));
                }
                wants.addAll(FanotifyListeners.wants(view));
            }
        }
        wants.addAll(KernelWait.clocks(view.evidence()));
        return wants;
    }
}
