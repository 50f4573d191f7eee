package io.nodethaw.hop.kubelet;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.hop.Identity;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.Acceptors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who listens at the port where we ask kubelet for its health. Anybody can listen at a port: a process of a user that
 * daemons do not have, or one that sees neither the processes nor the mounts of the node, is not kubelet.
 */
final class HealthPort {
    /** Default of healthzPort, pkg/kubelet/apis/config/v1beta1/defaults.go. */
    static final int NUMBER = 10248;

    /**
     * The addresses that a connection to 127.0.0.1 may reach, the most exact first, as the kernel chooses
     * (net/ipv4/inet_hashtables.c, compute_score). A listener at another address of this port is not asked.
     */
    private static final List<String> ADDRESSES = List.of("127.0.0.1:" + NUMBER, "0.0.0.0:" + NUMBER, "[::]:" + NUMBER);

    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final int LISTEN = 10;

    private static final int INIT = 1;

    private HealthPort() {}

    /** The process that is kubelet. */
    static Optional<Vertex.Process> kubelet(NodeView view) {
        return listener(view).filter(process -> isOfNode(view, process));
    }

    private static Optional<Vertex.Process> stranger(NodeView view) {
        return listener(view).filter(process -> !isOfNode(view, process));
    }

    /**
     * True for a process of a daemon's user that sees the node's processes or its mounts, as kubelet must even when it runs in
     * a container. A pod in the node's network may also run as root and listen at the port.
     */
    private static boolean isOfNode(NodeView view, Vertex.Process process) {
        return Identity.mayServe(view, process)
                && (view.mayShareProcesses(INIT, process.pid()) || view.mayShareMounts(INIT, process.pid()));
    }

    /** True when the answer at the port may be kubelet's. */
    static boolean mayAnswer(NodeView view) {
        return stranger(view).isEmpty() && outOfReach(view).isEmpty();
    }

    /** Why kubelet could not be asked, whatever answered at the port. */
    static Optional<BlindSpot> blindSpot(NodeView view) {
        return stranger(view)
                .map(other -> new BlindSpot(
                        KubeletHop.NAME,
                        "not on this node: port " + NUMBER + " is " + Identity.tell(view, other) + "'s",
                        false))
                .or(() -> outOfReach(view)
                        .map(kubelet -> new BlindSpot(
                                KubeletHop.NAME,
                                "could not be asked: " + Identity.tell(view, kubelet)
                                        + " listens in another network than ours",
                                true)));
    }

    /** kubelet, when it listens in another network namespace: whoever answers at the port in ours is somebody else. */
    private static Optional<Vertex.Process> outOfReach(NodeView view) {
        return kubelet(view).filter(kubelet -> isElsewhere(view, kubelet));
    }

    private static boolean isElsewhere(NodeView view, Vertex.Process kubelet) {
        return view.evidence()
                .seen(Machine.TYPE)
                .filter(machine -> !view.mayShareNetwork(machine.ourPid(), kubelet.pid()))
                .isPresent();
    }

    /** The readings that tell which of these it is. */
    static Set<Key> identity(NodeView view) {
        var keys = new LinkedHashSet<>(Identity.wants(holders(view)));
        view.evidence().seen(Machine.TYPE).ifPresent(machine -> keys.add(Namespaces.TYPE.key(machine.ourPid())));
        return keys;
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
                .map(NodeView.OpenFile::pid)
                .collect(toSet());
    }
}
