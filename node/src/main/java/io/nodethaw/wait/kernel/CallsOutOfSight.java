package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * System calls that a file shows as not come back, and whose other end is in none of the files: the chain ends there. Since when a
 * call lasts, such a file does not tell.
 */
public final class CallsOutOfSight implements EdgeSource {
    /** A file of another process that is read under a lock of its memory map (fs/proc/base.c). */
    private static final Pattern OF_PROCESS = Pattern.compile(
            "^/proc/(\\d{1,9})/(?:task/\\d{1,9}/)?(?:cmdline|environ|maps|smaps|auxv|numa_maps|clear_refs)");

    /** How runc opens exec.fifo since 1.0.0-rc94 (libcontainer/standard_init_linux.go). */
    private static final String OPEN_ALREADY = "/proc/self/fd/";

    private static final String EXEC_FIFO = "exec.fifo";

    /** What nobody on the node has to answer. */
    private static final List<String> OWN = List.of("/dev/", "/proc/kmsg", "anon_inode", "inotify");

    /** Paths of sockets whose servers are no longer told by them: the bus passes a call on to whoever is called. */
    private static final String BUS = "bus_socket";

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var call : BlockedCall.all(view)) {
            if (isTold(view, call)) {
                edge(view, call).ifPresent(edges::add);
            }
        }
        return edges;
    }

    private static boolean isTold(NodeView view, BlockedCall call) {
        return view.evidence()
                .latest(SystemCall.TYPE, call.reading().instance())
                .filter(sample -> sample.origin() instanceof Origin.InFile)
                .isPresent();
    }

    private static Optional<Edge> edge(NodeView view, BlockedCall call) {
        var target = call.read().target().filter(path -> OWN.stream().noneMatch(path::startsWith));
        return switch (call.call().use()) {
            case PATH, PATH_AT -> target.map(path -> path(view, call, path));
            case DESCRIPTOR, FILE, CONNECT -> target.flatMap(path -> file(view, call, path));
            case LOCK ->
                LockTable.of(view).isHeldFor(call.pid())
                        ? Optional.empty()
                        : Optional.of(to(
                                call,
                                "the holder of the lock on " + target.orElse("its file"),
                                Wait.FILE_LOCK,
                                call.call().text()
                                        + target.map(path -> " of " + path).orElse("")));
            case CHILD ->
                call.read()
                        .child()
                        .filter(child -> view.process(child).isEmpty())
                        .map(child -> to(
                                call,
                                "its child " + child,
                                Wait.CHILD,
                                call.call().text() + " of its child " + child));
            case POLL, EPOLL, OTHER -> Optional.empty();
        };
    }

    private static Edge path(NodeView view, BlockedCall call, String path) {
        if (path.endsWith(EXEC_FIFO)) {
            return to(
                    call,
                    "whoever is to start it (runc start, shim, containerd)",
                    Wait.FIFO_OPEN,
                    "is created and waits to be started, which by itself is no fault");
        }
        if (path.startsWith(OPEN_ALREADY)) {
            return to(
                    call,
                    "whoever opens the other end of its fifo",
                    Wait.FIFO_OPEN,
                    "opens again what it has open, a fifo: for a runc init that is created and waits to be started that is no fault");
        }
        return inKernel(view, call, path);
    }

    private static Edge inKernel(NodeView view, BlockedCall call, String path) {
        var where = HeldTask.silentServer(view)
                .<Vertex>map(server -> new Vertex.Resource(Vertex.ResourceKind.KERNEL, server))
                .orElseGet(() -> new Vertex.Remote("the file system of " + path));
        return call.edge(
                where,
                Strength.INFERRED,
                Wait.FILE_SYSTEM,
                -1,
                -1,
                call.call().text() + " of " + path + " has not come back");
    }

    private static Optional<Edge> file(NodeView view, BlockedCall call, String path) {
        boolean seen = call.socket(view)
                .flatMap(view::socket)
                .filter(socket -> !view.socketHolders(socket.peer()).isEmpty())
                .isPresent();
        var other = OF_PROCESS.matcher(path);
        if (other.find()) {
            return view.vertex(Integer.parseInt(other.group(1)))
                    .map(process -> call.edge(
                            process,
                            Strength.INFERRED,
                            Wait.FILE_SYSTEM,
                            call.fd(),
                            -1,
                            call.call().text() + " of " + path + ", which needs the memory map of that process"));
        }
        if (seen) {
            return Optional.empty();
        }
        boolean socket =
                path.contains("sock") || path.startsWith("/run/") || call.call().use() == KnownCall.Use.CONNECT;
        if (socket) {
            var end = path.contains(BUS) ? "whoever answers its call over the bus" : "whoever serves " + path;
            return Optional.of(to(call, end, Wait.UNIX_SOCKET, call.call().text() + " on its connection to " + path));
        }
        return Optional.of(inKernel(view, call, path));
    }

    private static Edge to(BlockedCall call, String end, Wait kind, String text) {
        return call.edge(new Vertex.Remote(end), Strength.INFERRED, kind, call.fd(), -1, text);
    }

    /** Nothing: of files that somebody brought no more can be read. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
