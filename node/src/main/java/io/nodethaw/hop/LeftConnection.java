package io.nodethaw.hop;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.kernel.Listeners;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The server's end of a connection that its client has left. A server of Go's net/http keeps it until the handler of the request
 * has returned (net/http/server.go, conn.serve), so that it shows the request as still unanswered. Only one that was seen while we
 * were its client counts: a busy server has many that others have left. Since one handler may hang while the server answers others,
 * it stands for a new question for some minutes only.
 *
 * @param fact what the question yields
 * @param port at 127.0.0.1 where the server listens; 0 where the instance is the path of a unix socket
 */
public record LeftConnection(String fact, int port) implements UnansweredSign {
    private static final Duration STANDS_FOR = Duration.ofMinutes(10);

    /** TCP_CLOSE_WAIT of include/net/tcp_states.h: the other end is closed. */
    private static final int CLOSE_WAIT = 8;

    @Override
    public Set<Key> wants(NodeView view, String instance) {
        return Set.of(); // sockets are read in each look
    }

    @Override
    public Optional<String> of(NodeView view, String instance) {
        var ours = served(view);
        var newest = left(view, instance).filter(ours::contains).max();
        return newest.isPresent() ? Optional.of(sign(newest.getAsLong())) : Optional.empty();
    }

    /** The ends, at their servers, of connections of which we were seen to be the client. */
    private Set<Long> served(NodeView view) {
        var own = ownSockets(view);
        return (port == 0 ? servedUnix(view, own) : servedTcp(view, own)).collect(Collectors.toSet());
    }

    private static Stream<Long> servedUnix(NodeView view, Set<Long> own) {
        return samples(view, UnixSockets.TYPE, "")
                .flatMap(read -> read.sockets().stream())
                .filter(socket -> own.contains(socket.peer()))
                .map(UnixSockets.Socket::inode);
    }

    private static Stream<Long> servedTcp(NodeView view, Set<Long> own) {
        return samples(view, TcpSockets.TYPE, "").flatMap(read -> {
            var here = read.sockets().stream()
                    .filter(socket -> own.contains(socket.inode()))
                    .map(TcpSockets.Socket::local)
                    .collect(Collectors.toSet());
            return read.sockets().stream()
                    .filter(socket -> here.contains(socket.remote()))
                    .map(TcpSockets.Socket::inode);
        });
    }

    private static Set<Long> ownSockets(NodeView view) {
        return view.evidence().seen(Machine.TYPE).stream()
                .flatMap(machine -> samples(view, Descriptors.TYPE, Integer.toString(machine.ourPid())))
                .flatMap(read -> read.open().stream())
                .flatMap(file -> file.socket().stream())
                .collect(Collectors.toSet());
    }

    private static <T> Stream<T> samples(NodeView view, FactType<T> type, String instance) {
        return view.evidence().samples(type, instance).stream().flatMap(sample -> sample.reading().seen().stream());
    }

    @Override
    public Optional<Duration> standsFor() {
        return Optional.of(STANDS_FOR);
    }

    @Override
    public boolean isStillThere(NodeView view, String instance, String then) {
        return left(view, instance).mapToObj(LeftConnection::sign).anyMatch(then::equals);
    }

    private static String sign(long inode) {
        return "connection " + inode;
    }

    private LongStream left(NodeView view, String instance) {
        return port == 0 ? leftUnix(view, instance) : leftTcp(view);
    }

    private static LongStream leftUnix(NodeView view, String path) {
        return Listeners.bound(view, path)
                .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED && socket.peer() == 0)
                .mapToLong(UnixSockets.Socket::inode);
    }

    private LongStream leftTcp(NodeView view) {
        return view.evidence().seen(TcpSockets.TYPE).stream()
                .flatMap(sockets -> sockets.sockets().stream())
                .filter(socket -> socket.state() == CLOSE_WAIT && socket.local().equals("127.0.0.1:" + port))
                .mapToLong(TcpSockets.Socket::inode);
    }
}
