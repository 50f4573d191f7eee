package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The TCP sockets with the look-ups that edges need: a node may have tens of thousands of sockets, and as many waiting threads.
 */
final class TcpTable {
    private static final NodeView.Once<String, TcpTable> TABLE = new NodeView.Once<>((view, _) -> new TcpTable(view));

    private final Map<Long, TcpSockets.Socket> byInode = new HashMap<>();
    private final Map<String, List<TcpSockets.Socket>> byLocal = new HashMap<>();
    private final List<TcpSockets.Socket> listeners = new ArrayList<>();

    static TcpTable of(NodeView view) {
        return view.once(TABLE, "");
    }

    private TcpTable(NodeView view) {
        var sockets =
                view.evidence().seen(TcpSockets.TYPE).map(TcpSockets::sockets).orElse(List.of());
        for (var socket : sockets) {
            byInode.putIfAbsent(socket.inode(), socket);
            if (socket.isListening()) {
                listeners.add(socket);
            } else {
                byLocal.computeIfAbsent(socket.local(), _ -> new ArrayList<>()).add(socket);
            }
        }
    }

    /** The connection, or the connection attempt, with this inode. */
    Optional<TcpSockets.Socket> connection(long inode) {
        return Optional.ofNullable(byInode.get(inode)).filter(socket -> !socket.isListening());
    }

    /**
     * The other end of a connection, when it is on this host; more than one where several network namespaces use the same
     * addresses.
     */
    List<TcpSockets.Socket> others(TcpSockets.Socket socket) {
        return byLocal.getOrDefault(socket.remote(), List.of()).stream()
                .filter(other -> other.inode() != 0 && other.remote().equals(socket.local()))
                .toList();
    }

    /** Every listener. */
    List<TcpSockets.Socket> listeners() {
        return listeners;
    }
}
