package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Connections to an API server of this node that it does not accept, by the sockets alone. The kernel completes a connection before
 * the server takes it, so that kubelet's end looks well: the server's end tells, which belongs to no file until it is accepted. One
 * that has a request unread, and that its client has closed, was given up: client-go ends a TLS handshake after ten seconds (transport/cache.go).
 *
 * @param address where it listens: "127.0.0.1:6443"
 * @param waiting all that are not accepted
 * @param own those of them that kubelet has open
 * @param givenUp those of them that their clients have closed
 */
record ServerQueue(String address, long waiting, long own, long givenUp) {
    /** Default of --secure-port of kube-apiserver (pkg/kubeapiserver/options/serving.go), and DefaultAPIBindPort of kubeadm. */
    private static final int DEFAULT_PORT = 6443;

    /** include/net/tcp_states.h. */
    private static final int ESTABLISHED = 1;

    private static final int CLOSE_WAIT = 8;

    /** The close itself counts as a byte (net/ipv4/tcp_diag.c): one that only looked whether somebody listens sent no more. */
    private static final int CLOSED_UNUSED = 1;

    /** A busy server may be late for one or two clients that close at once. */
    private static final int SEVERAL = 3;

    /**
     * The one that kubelet waits in.
     *
     * @param port of the server as kubelet's kubeconfig has it
     */
    static Optional<ServerQueue> of(NodeView view, int kubelet, Optional<Integer> port) {
        var all = view.evidence().seen(TcpSockets.TYPE).map(TcpSockets::sockets).orElse(List.of());
        var end = ":" + port.orElse(DEFAULT_PORT);
        var own = all.stream()
                .filter(socket -> socket.state() == ESTABLISHED
                        && socket.remote().endsWith(end)
                        && view.socketHolders(socket.inode()).stream().anyMatch(holder -> holder.pid() == kubelet))
                .toList();
        return own.stream()
                .map(TcpSockets.Socket::remote)
                .distinct()
                .flatMap(address -> queue(all, own, address).stream())
                .findFirst();
    }

    private static Optional<ServerQueue> queue(
            List<TcpSockets.Socket> all, List<TcpSockets.Socket> own, String address) {
        var open = own.stream()
                .filter(socket -> socket.remote().equals(address))
                .map(TcpSockets.Socket::local)
                .collect(Collectors.toSet());
        var queue = notAccepted(all, address).toList();
        var found = new ServerQueue(
                address,
                queue.size(),
                queue.stream().filter(socket -> open.contains(socket.remote())).count(),
                queue.stream().filter(ServerQueue::isGivenUp).count());
        return found.own > 0 && found.givenUp >= SEVERAL && isListened(all, found)
                ? Optional.of(found)
                : Optional.empty();
    }

    private static Stream<TcpSockets.Socket> notAccepted(List<TcpSockets.Socket> all, String address) {
        return all.stream()
                .filter(socket -> socket.inode() == 0
                        && socket.local().equals(address)
                        && Set.of(ESTABLISHED, CLOSE_WAIT).contains(socket.state()));
    }

    private static boolean isGivenUp(TcpSockets.Socket socket) {
        return socket.state() == CLOSE_WAIT && socket.received() > CLOSED_UNUSED;
    }

    /** True where a listener of that port says itself that so many wait: texts of tools may leave out to which file a socket belongs. */
    private static boolean isListened(List<TcpSockets.Socket> all, ServerQueue found) {
        var port = found.address.substring(found.address.lastIndexOf(':'));
        return all.stream()
                .anyMatch(socket ->
                        socket.isListening() && socket.local().endsWith(port) && socket.received() >= found.givenUp);
    }

    /** What a person should know of it. */
    String words() {
        return "the API server is out of reach: at " + address + " " + waiting + " connections wait to be accepted, "
                + own + " of them kubelet's, and " + givenUp + " were given up by those who made them";
    }
}
