package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Blocked on a unix socket: leads to whoever has the other end open, or, when nobody has accepted the connection yet, to who
 * accepts on the listener.
 */
public final class SocketEdges implements EdgeSource {
    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var call : BlockedCall.all(view)) {
            call.socket(view).flatMap(view::socket).ifPresent(socket -> edges.addAll(waits(view, call, socket)));
        }
        return edges;
    }

    private static List<Edge> waits(NodeView view, BlockedCall call, UnixSockets.Socket socket) {
        if (socket.peer() != 0) {
            return connected(view, call, socket);
        }
        return pending(view, call, socket).stream().toList();
    }

    private static List<Edge> connected(NodeView view, BlockedCall call, UnixSockets.Socket socket) {
        var text = call.call().text() + " on socket " + socket.inode() + queues(view, call, socket);
        return call.edges(view, view.socketHolders(socket.peer()), Wait.UNIX_SOCKET, text, UnixSockets.TYPE.key());
    }

    private static String queues(NodeView view, BlockedCall call, UnixSockets.Socket socket) {
        long unread =
                view.socket(socket.peer()).map(UnixSockets.Socket::received).orElse(0L);
        return call.call().writes() && unread > 0 ? ", " + unread + " bytes unread at the other end" : "";
    }

    private static Optional<Edge> pending(NodeView view, BlockedCall call, UnixSockets.Socket socket) {
        return Listeners.queueing(view, socket.inode())
                .or(() -> addressed(view, call))
                .flatMap(listener ->
                        Acceptors.of(view, listener).map(server -> notAccepted(view, call, socket, listener, server)));
    }

    private static Edge notAccepted(
            NodeView view,
            BlockedCall call,
            UnixSockets.Socket socket,
            UnixSockets.Socket listener,
            Vertex.Process server) {
        int fd = view.socketHolders(listener.inode()).stream()
                .filter(holder -> holder.pid() == server.pid())
                .mapToInt(NodeView.OpenFile::fd)
                .findFirst()
                .orElse(-1);
        var text = call.call().text() + " on socket " + socket.inode() + ", not accepted yet on " + listener.path();
        return call.edge(
                server,
                Strength.NEEDS,
                Wait.UNIX_ACCEPT,
                call.fd(),
                fd,
                text,
                UnixSockets.TYPE.key(),
                Descriptors.TYPE.key(server.pid()));
    }

    /** When the accept queue is full, the connection is not even pending: only the address in the call names the listener. */
    private static Optional<UnixSockets.Socket> addressed(NodeView view, BlockedCall call) {
        return call.targetText(view).flatMap(path -> Listeners.at(view, path));
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, reach.closely()));
        BlockedCall.all(view).stream()
                .filter(call ->
                        reach.closely().contains(call.pid()) && call.call().use() == KnownCall.Use.CONNECT)
                .forEach(call -> call.target().ifPresent(wants::add));
        return wants;
    }
}
