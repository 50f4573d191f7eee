package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.hop.Identity;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kubelet that has run for minutes and listens at no port: before it does, it waits for its first certificate, its API server or
 * its runtime (cmd/kubelet/app/server.go, run). Until then it is no hop, since nobody can ask it; but it is here, and no pod is started.
 * Anybody can use its name, and PID 1 becomes the parent of whatever is left behind: only a service of the node counts.
 */
final class NoPort {
    private static final String PROGRAM = "kubelet";

    /**
     * It listens within seconds, once what it needs is there. On a machine that boots that takes longer: what has not started in 90
     * seconds has failed by then (DefaultTimeoutStartSec, systemd-system.conf(5)), and the rest is for kubelet itself.
     */
    private static final Duration LONG = Duration.ofMinutes(2);

    private NoPort() {}

    /** It could not be asked, and that matters. */
    static Optional<BlindSpot> blindSpot(NodeView view) {
        return suspects(view)
                .filter(process -> isOfNode(view, process) && listensNowhere(view, process))
                .findFirst()
                .map(process -> new BlindSpot(
                        KubeletHop.NAME,
                        "could not be asked: " + view.name(process.pid()) + " has run for at least "
                                + view.age(process).orElse(LONG).toMinutes()
                                + " min and listens at no port yet; its log tells what it waits for",
                        true));
    }

    /** What tells whether it is a service of the node, and whether its ports are among those that were read. */
    static Set<Key> wants(NodeView view) {
        var pids = new LinkedHashSet<Integer>();
        suspects(view).forEach(process -> pids.add(process.pid()));
        if (pids.isEmpty()) {
            return Set.of();
        }
        var wants = new LinkedHashSet<>(Identity.wants(pids));
        pids.add(ProcessTable.INIT);
        pids.forEach(pid -> wants.add(Freeze.TYPE.key(pid)));
        return wants;
    }

    private static Stream<ProcessTable.Entry> suspects(NodeView view) {
        return HealthPort.kubelet(view).isPresent()
                ? Stream.empty()
                : view.childrenOf(ProcessTable.INIT).stream()
                        .filter(process -> process.comm().equals(PROGRAM) && !process.isGone())
                        .filter(process -> view.age(process)
                                .filter(age -> age.compareTo(LONG) >= 0)
                                .isPresent());
    }

    private static boolean isOfNode(NodeView view, ProcessTable.Entry process) {
        return NodesOwn.isShown(view, process.pid())
                && Identity.mayServe(view, Vertex.Process.of(process))
                && view.evidence()
                        .seen(Machine.TYPE)
                        .filter(machine -> view.mayShareNetwork(machine.ourPid(), process.pid()))
                        .isPresent();
    }

    /** Where both its open files and the sockets were read. */
    private static boolean listensNowhere(NodeView view, ProcessTable.Entry process) {
        return view.evidence().seen(Descriptors.TYPE, process.pid()).isPresent()
                && view.evidence()
                        .seen(TcpSockets.TYPE)
                        .filter(all -> all.sockets().stream()
                                .filter(TcpSockets.Socket::isListening)
                                .noneMatch(socket -> view.socketHolders(socket.inode()).stream()
                                        .anyMatch(holder -> holder.pid() == process.pid())))
                        .isPresent();
    }
}
