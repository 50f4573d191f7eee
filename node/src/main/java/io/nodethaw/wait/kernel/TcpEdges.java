package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.TcpSockets;
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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Blocked on a TCP connection: leads to the process at the other end when that is on this host, otherwise to a remote address.
 */
public final class TcpEdges implements EdgeSource {
    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var call : BlockedCall.all(view)) {
            call.socket(view)
                    .flatMap(inode -> TcpTable.of(view).connection(inode))
                    .ifPresent(socket -> edges.addAll(waits(view, call, socket)));
        }
        return edges;
    }

    private static List<Edge> waits(NodeView view, BlockedCall call, TcpSockets.Socket socket) {
        var text = call.call().text() + " on TCP " + socket.local() + " to " + socket.remote();
        var ends = otherEnd(view, socket);
        var edges = call.edges(view, ends, Wait.TCP, text, TcpSockets.TYPE.key());
        if (!edges.isEmpty() || ends.stream().anyMatch(end -> end.pid() == call.pid())) {
            return edges;
        }
        var remote = new Vertex.Remote(socket.remote());
        return List.of(call.edge(remote, Strength.NEEDS, Wait.TCP, call.fd(), -1, text, TcpSockets.TYPE.key()));
    }

    /**
     * The processes that have the other end open. A connection that was not accepted yet has no inode; then it is the process
     * that accepts connections of the listener.
     */
    private static List<NodeView.OpenFile> otherEnd(NodeView view, TcpSockets.Socket socket) {
        var holders = TcpTable.of(view).others(socket).stream()
                .flatMap(other -> view.socketHolders(other.inode()).stream())
                .toList();
        return holders.isEmpty() && isLocal(socket) ? listening(view, socket) : holders;
    }

    private static List<NodeView.OpenFile> listening(NodeView view, TcpSockets.Socket socket) {
        var port = socket.remote().substring(socket.remote().lastIndexOf(':'));
        var holders = TcpTable.of(view).listeners().stream()
                .filter(other -> other.local().endsWith(port))
                .filter(other -> other.local().equals(socket.remote()) || isAnyAddress(other.local()))
                .flatMap(other -> view.socketHolders(other.inode()).stream())
                .toList();
        var pids = holders.stream().map(NodeView.OpenFile::pid).collect(Collectors.toSet());
        var acceptor = Acceptors.among(view, pids).map(Vertex.Process::pid);
        return holders.stream()
                .filter(holder -> acceptor.filter(pid -> pid == holder.pid()).isPresent())
                .toList();
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
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, reach.closely()));
        if (!reach.closely().isEmpty()) {
            wants.add(TcpSockets.TYPE.key());
        }
        return wants;
    }
}
