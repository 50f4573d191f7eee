package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the listening socket that lies at a path of the node. A process with a mount namespace or a root folder of its own can
 * bind another socket to the same path; only one of them is the file that the node finds there.
 */
public final class Listeners {
    private static final NodeView.Once<String, Map<UnixSockets.File, UnixSockets.Socket>> BY_FILE =
            new NodeView.Once<>((view, _) -> byFile(view));

    private static final NodeView.Once<String, Map<Long, UnixSockets.Socket>> BY_PENDING =
            new NodeView.Once<>((view, _) -> byPending(view));

    private static final NodeView.Once<String, Optional<UnixSockets.Socket>> AT = new NodeView.Once<>(Listeners::find);

    /** "/var/run" is a link to "/run" (Filesystem Hierarchy Standard 3.0, 5.13). */
    private static final String RUN = "/run/";

    private static final String OLDER = "/var";

    private Listeners() {}

    /**
     * The listener that is reached by connecting to this path on the node. It is found by its name alone when no file was read.
     */
    public static Optional<UnixSockets.Socket> at(NodeView view, String path) {
        return view.once(AT, path);
    }

    private static Optional<UnixSockets.Socket> find(NodeView view, String path) {
        var file = view.evidence().seen(SocketFile.TYPE, path);
        return proven(view, path)
                .or(() -> named(view, path)
                        .filter(socket ->
                                file.filter(here -> !mayBe(view, here, socket)).isEmpty())
                        .findFirst());
    }

    /** The listener, when it is shown that its file is the one at this path. */
    public static Optional<UnixSockets.Socket> proven(NodeView view, String path) {
        var bound = view.once(BY_FILE, "");
        return view.evidence()
                .seen(SocketFile.TYPE, path)
                .flatMap(here -> here.file()
                        .flatMap(file -> Optional.ofNullable(bound.get(file))
                                .or(() -> Optional.ofNullable(
                                        bound.get(new UnixSockets.File(here.folderDevice(), file.inode()))))));
    }

    /** The listener in whose queue the connection with this inode waits to be accepted. */
    public static Optional<UnixSockets.Socket> queueing(NodeView view, long inode) {
        return Optional.ofNullable(view.once(BY_PENDING, "").get(inode));
    }

    /** The listeners bound to this path, or to its older form below /var/run. */
    public static Stream<UnixSockets.Socket> named(NodeView view, String path) {
        return bound(view, path).filter(socket -> socket.state() == UnixSockets.State.LISTENING);
    }

    /** The sockets with this path, or its older form: a listener, and the server's ends of what it has accepted. */
    public static Stream<UnixSockets.Socket> bound(NodeView view, String path) {
        return Stream.of(path, path.startsWith(RUN) ? OLDER + path : "").flatMap(name -> view.socketsAt(name).stream());
    }

    /**
     * Judges by mount namespaces where the files cannot be compared: the kernel did not tell the file of the socket, the file
     * system has its own way of numbering devices, or the file was removed.
     */
    private static boolean mayBe(NodeView view, SocketFile here, UnixSockets.Socket socket) {
        boolean other = socket.file()
                .filter(bound -> here.file().isPresent() && (here.isComparable(bound) || !sameInode(here, bound)))
                .isPresent();
        var holders = view.socketHolders(socket.inode());
        return !other
                && (holders.isEmpty() || holders.stream().anyMatch(holder -> view.mayShareMounts(1, holder.pid())));
    }

    private static boolean sameInode(SocketFile here, UnixSockets.File bound) {
        return here.file().filter(file -> file.inode() == bound.inode()).isPresent();
    }

    private static Map<UnixSockets.File, UnixSockets.Socket> byFile(NodeView view) {
        var bound = new HashMap<UnixSockets.File, UnixSockets.Socket>();
        view.sockets().stream()
                .filter(socket -> socket.state() == UnixSockets.State.LISTENING)
                .forEach(socket -> socket.file().ifPresent(file -> bound.putIfAbsent(file, socket)));
        return bound;
    }

    private static Map<Long, UnixSockets.Socket> byPending(NodeView view) {
        var listeners = new HashMap<Long, UnixSockets.Socket>();
        view.sockets().forEach(listener -> listener.pending().forEach(inode -> listeners.putIfAbsent(inode, listener)));
        return listeners;
    }
}
