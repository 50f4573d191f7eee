package io.nodethaw.wait;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Tasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In the kernel at a file system: state D, or asleep in a wait of FUSE. The mount is that of the open file or path of the
 * call; a FUSE mount leads on to the process that serves it, a fifo being opened to a partner that may still come.
 */
public final class FileSystemEdges implements EdgeSource {
    /** fs/fuse/dev.c request_wait_answer, also as fuse_* in other versions. */
    static boolean isFuseWait(String wchan) {
        return wchan.equals("request_wait_answer") || wchan.startsWith("fuse_") || wchan.startsWith("__fuse_");
    }

    /** fs/pipe.c wait_for_partner: an open of a fifo. */
    private static boolean isFifoOpen(String wchan) {
        return wchan.equals("wait_for_partner") || wchan.equals("fifo_open");
    }

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new LinkedHashSet<Edge>();
        for (var call : BlockedCall.all(view)) {
            if (isFifoOpen(call.task().wchan())) {
                edges.add(fifo(view, call));
            } else if (waits(call.task())) {
                edges.addAll(mount(view, call));
            }
        }
        return new ArrayList<>(edges);
    }

    private static boolean waits(Tasks.Task task) {
        return task.state() == 'D' || isFuseWait(task.wchan());
    }

    private static Edge fifo(NodeView view, BlockedCall call) {
        var path = call.targetText(view).orElse("a fifo");
        return call.edge(
                new Vertex.Resource(Vertex.Kind.FIFO, path),
                Strength.ANY,
                Wait.FIFO_OPEN,
                -1,
                -1,
                "opens " + path + ", no partner yet",
                Tasks.TYPE.key(call.pid()));
    }

    private static List<Edge> mount(NodeView view, BlockedCall call) {
        var edges = new ArrayList<Edge>();
        var path = path(view, call);
        var mount = path.flatMap(file -> mountOf(view, call.pid(), file));
        var where = mount.<Vertex>map(found -> new Vertex.Resource(Vertex.Kind.MOUNT, found.point()))
                .orElse(new Vertex.Resource(Vertex.Kind.KERNEL, call.task().wchan()));
        var text = call.call().text() + path.map(file -> " of " + file).orElse("") + ", state "
                + call.task().state() + " in " + call.task().wchan()
                + mount.map(found -> ", on " + found.type() + " " + found.point()).orElse("");
        int fd = call.call().use() == Call.Use.FILE || call.call().use() == Call.Use.DESCRIPTOR ? call.number(0) : -1;
        edges.add(call.edge(
                where,
                Strength.NEEDS,
                Wait.FILE_SYSTEM,
                fd,
                -1,
                text,
                Tasks.TYPE.key(call.pid()),
                Mounts.TYPE.key(call.pid()),
                stackKey(call)));
        mount.filter(found -> found.type().startsWith("fuse")).ifPresent(found -> edges.addAll(served(view, where, found)));
        return edges;
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
        var folder = call.call().use() == Call.Use.PATH_AT && call.number(0) >= 0
                ? open.flatMap(files -> files.find(call.number(0))).map(Descriptors.Descriptor::target)
                : open.map(Descriptors::workingDirectory);
        return folder.orElse("") + "/" + path;
    }

    private static Optional<Mounts.Mount> mountOf(NodeView view, int pid, String path) {
        return view.evidence().seen(Mounts.TYPE, pid).flatMap(table -> table.mounts().stream()
                .filter(mount -> path.equals(mount.point())
                        || path.startsWith(mount.point().equals("/") ? "/" : mount.point() + "/"))
                .reduce((a, b) -> b.point().length() >= a.point().length() ? b : a));
    }

    /** The server of a FUSE mount has /dev/fuse open; the connection's number is the minor number of the mount's device. */
    private static List<Edge> served(NodeView view, Vertex where, Mounts.Mount mount) {
        var holders = view.holdersOf("/dev/fuse");
        var named = holders.stream()
                .filter(holder -> connection(view, holder)
                        .filter(number -> mount.device().equals("0:" + number))
                        .isPresent())
                .toList();
        var servers = named.isEmpty()
                ? holders.stream().filter(holder -> connection(view, holder).isEmpty()).toList()
                : named;
        long processes = servers.stream().map(NodeView.Holder::pid).distinct().count();
        var strength = processes == 1 ? Strength.NEEDS : Strength.ANY;
        return servers.stream()
                .sorted(Comparator.comparingInt(NodeView.Holder::pid))
                .flatMap(holder -> view.vertex(holder.pid()).stream()
                        .map(server -> new Edge(
                                where,
                                server,
                                strength,
                                Wait.SERVED_BY,
                                0,
                                -1,
                                holder.fd(),
                                "serves " + mount.type() + " " + mount.point(),
                                Optional.empty(),
                                List.of(Descriptors.TYPE.key(holder.pid()), infoKey(holder)))))
                .distinct()
                .toList();
    }

    private static Optional<Long> connection(NodeView view, NodeView.Holder holder) {
        return view.evidence()
                .seen(DescriptorInfo.TYPE, infoKey(holder).instance())
                .flatMap(DescriptorInfo::fuseConnection);
    }

    private static Key infoKey(NodeView.Holder holder) {
        return DescriptorInfo.TYPE.key(holder.pid() + "/" + holder.fd());
    }

    private static Key stackKey(BlockedCall call) {
        return KernelStack.TYPE.key(call.pid() + "/" + call.task().tid());
    }

    @Override
    public Set<Key> wants(NodeView view, Set<Integer> frontier) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, frontier));
        for (var call : BlockedCall.all(view)) {
            if (frontier.contains(call.pid()) && (waits(call.task()) || isFifoOpen(call.task().wchan()))) {
                wants.add(Mounts.TYPE.key(call.pid()));
                wants.add(stackKey(call));
                call.target().ifPresent(wants::add);
                view.holdersOf("/dev/fuse").forEach(holder -> wants.add(infoKey(holder)));
            }
        }
        return wants;
    }
}
