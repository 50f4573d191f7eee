package io.nodethaw.hop.kubelet;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.hop.Identity;
import io.nodethaw.wait.Acceptors;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who listens where we ask kubelet for its health. A port is anybody's: who is of another user than daemons are is no kubelet. */
final class HealthPort {
    /** Default of healthzPort, pkg/kubelet/apis/config/v1beta1/defaults.go. */
    static final int NUMBER = 10248;

    /**
     * Who is reached at 127.0.0.1: the most exact of the addresses bound (net/ipv4/inet_hashtables.c, compute_score). A listener
     * at another address of this port is not asked.
     */
    private static final List<String> ADDRESSES = List.of("127.0.0.1:" + NUMBER, "0.0.0.0:" + NUMBER, "[::]:" + NUMBER);

    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final int LISTEN = 10;

    private HealthPort() {}

    /** kubelet. */
    static Optional<Vertex.Process> kubelet(NodeView view) {
        return listener(view).filter(process -> Identity.mayServe(view, process));
    }

    /** Somebody who cannot be kubelet. */
    static Optional<Vertex.Process> stranger(NodeView view) {
        return listener(view).filter(process -> !Identity.mayServe(view, process));
    }

    /** What tells which of the two it is. */
    static Set<Key> identity(NodeView view) {
        return Identity.wants(holders(view));
    }

    private static Optional<Vertex.Process> listener(NodeView view) {
        return Acceptors.among(view, holders(view));
    }

    private static Set<Integer> holders(NodeView view) {
        var sockets =
                view.evidence().seen(TcpSockets.TYPE).map(TcpSockets::sockets).orElse(List.of());
        return ADDRESSES.stream()
                .map(address -> sockets.stream()
                        .filter(socket ->
                                socket.state() == LISTEN && socket.local().equals(address))
                        .toList())
                .filter(bound -> !bound.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .flatMap(socket -> view.socketHolders(socket.inode()).stream())
                .map(NodeView.Holder::pid)
                .collect(toSet());
    }
}
