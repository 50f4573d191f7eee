package io.nodethaw.wait.go;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.NodeView.OpenFile;
import io.nodethaw.wait.kernel.Acceptors;
import io.nodethaw.wait.kernel.Listeners;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connections on which a process makes calls of one kind, and where each of them ends. */
final class GoConnections {
    /**
     * The two ends of a connection.
     *
     * @param server the other end; its file is -1 while the connection waits to be accepted
     */
    record Ends(OpenFile client, OpenFile server) {}

    private final Map<Integer, Ends> byFile = new LinkedHashMap<>();
    private boolean elsewhere;
    private boolean opened;

    /** @param readers the goroutines that read these connections; the connections are known by them */
    GoConnections(NodeView view, int pid, ConnectionReaders readers) {
        var files = new HashMap<Integer, Descriptors.Descriptor>();
        view.evidence()
                .seen(Descriptors.TYPE, pid)
                .ifPresent(read -> read.open().forEach(file -> files.put(file.number(), file)));
        for (var reader : readers.all()) {
            var file = Optional.ofNullable(files.get(reader.fd()));
            var server = file.flatMap(Descriptors.Descriptor::socket).flatMap(inode -> server(view, pid, inode));
            opened |= file.isEmpty();
            elsewhere |= file.isPresent() && server.isEmpty();
            server.ifPresent(end -> byFile.put(reader.fd(), new Ends(new OpenFile(pid, reader.fd()), end)));
        }
    }

    /** The connection on this open file of the client. */
    Optional<Ends> on(int fd) {
        return Optional.ofNullable(byFile.get(fd));
    }

    /** All connections whose other end is known. */
    Collection<Ends> all() {
        return byFile.values();
    }

    /** The processes at the other ends; none at all when one of them is out of sight. */
    List<Integer> servers() {
        return elsewhere
                ? List.of()
                : byFile.values().stream()
                        .map(ends -> ends.server().pid())
                        .distinct()
                        .toList();
    }

    /** False when a connection was opened after the files of the process were read, so that nobody knows where it ends. */
    boolean isComplete() {
        return !opened;
    }

    /**
     * Who has the other end open (another process rather than the same one), or who accepts on the listener in whose queue the
     * connection waits.
     */
    private static Optional<OpenFile> server(NodeView view, int pid, long inode) {
        return view.socket(inode)
                .flatMap(socket -> socket.peer() == 0
                        ? Listeners.queueing(view, inode)
                                .flatMap(listener -> Acceptors.of(view, listener))
                                .map(process -> new OpenFile(process.pid(), -1))
                        : other(view, pid, socket.peer()));
    }

    private static Optional<OpenFile> other(NodeView view, int pid, long peer) {
        var holders = view.socketHolders(peer);
        return holders.stream()
                .filter(holder -> holder.pid() != pid)
                .findFirst()
                .or(() -> holders.stream().findFirst());
    }
}
