package io.nodethaw.wait;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.TcpSockets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Blocked on a TCP connection: the process at the other end when it is on this host, else a remote address. */
public final class TcpEdges implements EdgeSource {
    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final int LISTEN = 10;

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        var table = view.evidence().seen(TcpSockets.TYPE).map(TcpSockets::sockets).orElse(List.of());
        for (var call : BlockedCall.all(view)) {
            if (call.call().use() == Call.Use.DESCRIPTOR || call.call().use() == Call.Use.CONNECT) {
                call.descriptor(view)
                        .flatMap(Descriptors.Descriptor::socket)
                        .flatMap(inode -> table.stream()
                                .filter(socket -> socket.inode() == inode)
                                .findFirst())
                        .filter(socket -> socket.state() != LISTEN)
                        .ifPresent(socket -> edges.add(wait(view, call, socket, table)));
            }
        }
        return edges;
    }

    private static Edge wait(NodeView view, BlockedCall call, TcpSockets.Socket socket, List<TcpSockets.Socket> table) {
        var peer = table.stream()
                .filter(other -> other.local().equals(socket.remote()) && other.remote().equals(socket.local()))
                .findFirst();
        var text = call.call().text() + " on TCP " + socket.local() + " to " + socket.remote();
        var holder = peer.filter(end -> end.inode() != 0)
                .flatMap(end -> view.socketHolders(end.inode()).stream().findFirst())
                .or(() -> listening(view, socket, table));
        Optional<Vertex> process = holder.flatMap(end -> view.vertex(end.pid()));
        int peerFd = process.isPresent() ? holder.map(NodeView.Holder::fd).orElse(-1) : -1;
        return call.edge(
                process.orElse(new Vertex.Remote(socket.remote())),
                Strength.NEEDS,
                Wait.TCP,
                call.number(0),
                peerFd,
                text,
                TcpSockets.TYPE.key());
    }

    /** A connection that was not accepted yet has no inode of its own: the listener on that port has to take it. */
    private static Optional<NodeView.Holder> listening(
            NodeView view, TcpSockets.Socket socket, List<TcpSockets.Socket> table) {
        var port = socket.remote().substring(socket.remote().lastIndexOf(':'));
        return table.stream()
                .filter(other -> other.state() == LISTEN && other.local().endsWith(port))
                .filter(other -> other.local().equals(socket.remote()) || isAnyAddress(other.local()))
                .filter(other -> isLocal(socket))
                .flatMap(other -> view.socketHolders(other.inode()).stream())
                .findFirst();
    }

    private static boolean isAnyAddress(String local) {
        return local.startsWith("0.0.0.0:") || local.startsWith("[::]:");
    }

    private static boolean isLocal(TcpSockets.Socket socket) {
        var remote = socket.remote().substring(0, socket.remote().lastIndexOf(':'));
        var local = socket.local().substring(0, socket.local().lastIndexOf(':'));
        return remote.equals(local) || remote.startsWith("127.") || remote.equals("[::1]");
    }

    @Override
    public Set<Key> wants(NodeView view, Set<Integer> frontier) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, frontier));
        if (!frontier.isEmpty()) {
            wants.add(TcpSockets.TYPE.key());
        }
        return wants;
    }
}
