package io.nodethaw.hop.kubelet;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.hop.Identity;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.Acceptors;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds kubelet and the port where we ask it for its health: 10248, or, where kubelet is known by the port at which the API server
 * asks it, the one other port that it has on the loopback interface. Anybody can listen at a port: a process of a user that
 * daemons do not have, or one that sees neither the processes nor the mounts of the node, is not kubelet.
 */
final class HealthPort {
    /** Default of healthzPort, pkg/kubelet/apis/config/v1beta1/defaults.go. */
    static final int NUMBER = 10248;

    /** Default of port (KubeletPort of pkg/cluster/ports/ports.go): where the API server asks it for logs and execs. */
    private static final int SERVER = 10250;

    /** The first port that the kernel gives to who asks for any (net.ipv4.ip_local_port_range): kubelet serves streams at one. */
    private static final int ANY = 32768;

    /**
     * The addresses that a connection to 127.0.0.1 may reach, the most exact first, as the kernel chooses
     * (net/ipv4/inet_hashtables.c, compute_score). A listener at another address of this port is not asked.
     */
    private static final List<String> ADDRESSES = List.of("127.0.0.1:" + NUMBER, "0.0.0.0:" + NUMBER, "[::]:" + NUMBER);

    private static final NodeView.Once<String, Optional<Vertex.Process>> LISTENER =
            new NodeView.Once<>((view, _) -> Acceptors.among(view, holders(view)));
    private static final NodeView.Once<String, Optional<Vertex.Process>> AT_SERVER =
            new NodeView.Once<>((view, _) -> findAtServer(view));

    private HealthPort() {}

    /** The process that is kubelet. */
    static Optional<Vertex.Process> kubelet(NodeView view) {
        return atDefault(view).or(() -> atServer(view));
    }

    private static Optional<Vertex.Process> atDefault(NodeView view) {
        return listener(view).filter(process -> isOfNode(view, process));
    }

    private static Optional<Vertex.Process> atServer(NodeView view) {
        return view.once(AT_SERVER, "");
    }

    private static Optional<Vertex.Process> findAtServer(NodeView view) {
        return Acceptors.among(view, serving(view)).filter(process -> isOfNode(view, process));
    }

    /** The port where kubelet is asked, if it is not the default one. */
    static Optional<Integer> other(NodeView view) {
        return atDefault(view).isPresent()
                ? Optional.empty()
                : atServer(view).flatMap(kubelet -> onLoopback(view, kubelet));
    }

    /** Its one port on the loopback interface that somebody chose; empty where it has none, or several. */
    private static Optional<Integer> onLoopback(NodeView view, Vertex.Process kubelet) {
        var ports = listening(view)
                .filter(socket -> socket.local().startsWith("127.0.0.1:")
                        && view.socketHolders(socket.inode()).stream()
                                .anyMatch(holder -> holder.pid() == kubelet.pid()))
                .map(socket -> Integer.valueOf(socket.local().substring("127.0.0.1:".length())))
                .filter(port -> port < ANY && port != SERVER)
                .distinct()
                .toList();
        return ports.size() == 1 ? Optional.of(ports.getFirst()) : Optional.empty();
    }

    /** The instance of the question for its health. */
    static String instance(NodeView view) {
        return other(view).map(String::valueOf).orElse("");
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
                && (view.mayShareProcesses(ProcessTable.INIT, process.pid())
                        || view.mayShareMounts(ProcessTable.INIT, process.pid()));
    }

    /** True when the answer at the port may be kubelet's. */
    static boolean mayAnswer(NodeView view) {
        return (stranger(view).isEmpty() || other(view).isPresent())
                && outOfReach(view).isEmpty();
    }

    /** Why kubelet could not be asked, whatever answered at the port. */
    static Optional<BlindSpot> blindSpot(NodeView view) {
        return stranger(view)
                .filter(_ -> kubelet(view).isEmpty())
                .map(other -> new BlindSpot(
                        KubeletHop.NAME,
                        "not on this node: port " + NUMBER + " is " + Identity.tell(view, other) + "'s",
                        false))
                .or(() -> outOfReach(view)
                        .map(kubelet -> new BlindSpot(
                                KubeletHop.NAME,
                                "could not be asked: " + Identity.tell(view, kubelet)
                                        + " listens in another network than ours",
                                true)))
                .or(() -> withoutHealth(view)
                        .map(kubelet -> new BlindSpot(
                                KubeletHop.NAME,
                                Identity.tell(view, kubelet) + " has no port that is known to tell its health",
                                false)));
    }

    private static Optional<Vertex.Process> withoutHealth(NodeView view) {
        boolean known = atDefault(view).isPresent()
                || other(view).filter(port -> !isForSomethingElse(view, port)).isPresent();
        return known ? Optional.empty() : atServer(view);
    }

    private static boolean isForSomethingElse(NodeView view, int port) {
        var instance = Integer.toString(port);
        return view.evidence().asked(KubeletAnswer.TYPE.key(instance))
                && view.evidence().reading(KubeletAnswer.TYPE, instance) instanceof Reading.NotAsked<?>;
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
        var keys = new LinkedHashSet<>(Identity.wants(both(view)));
        view.evidence().seen(Machine.TYPE).ifPresent(machine -> keys.add(Namespaces.TYPE.key(machine.ourPid())));
        return keys;
    }

    private static Optional<Vertex.Process> listener(NodeView view) {
        return view.once(LISTENER, "");
    }

    private static Set<Integer> both(NodeView view) {
        var pids = new HashSet<>(holders(view));
        pids.addAll(serving(view));
        return pids;
    }

    private static Set<Integer> holders(NodeView view) {
        return ADDRESSES.stream()
                .map(address -> listening(view)
                        .filter(socket -> socket.local().equals(address))
                        .toList())
                .filter(bound -> !bound.isEmpty())
                .findFirst()
                .map(bound -> holding(view, bound.stream()))
                .orElse(Set.of());
    }

    /** Who listens at the port of kubelet's server, at any address. */
    private static Set<Integer> serving(NodeView view) {
        return holding(view, listening(view).filter(socket -> socket.local().endsWith(":" + SERVER)));
    }

    private static Stream<TcpSockets.Socket> listening(NodeView view) {
        return view.evidence().seen(TcpSockets.TYPE).stream()
                .flatMap(read -> read.sockets().stream())
                .filter(TcpSockets.Socket::isListening);
    }

    private static Set<Integer> holding(NodeView view, Stream<TcpSockets.Socket> sockets) {
        return sockets.flatMap(socket -> view.socketHolders(socket.inode()).stream())
                .map(NodeView.OpenFile::pid)
                .collect(toSet());
    }
}
