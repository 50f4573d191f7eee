package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.go.FramePattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * kubelet's connection to the API server. That it has none is no fault of this node, and containers go on; but nothing new is
 * asked of the node, and it counts as NotReady when its lease is too old.
 */
final class ApiServer {
    /** A request of client-go (rest/request.go), in 1.20 to 1.32. */
    private static final FramePattern REQUESTS = FramePattern.of("k8s.io/client-go/rest.(*Request).*");

    /** Waits until a connection is there (net/http, transport.go). */
    private static final FramePattern CONNECTS = FramePattern.of("net/http.(*Transport).getConn");

    /** A watch that has one, and waits for the next event (apimachinery, pkg/watch/streamwatcher.go), in 1.20 to 1.32. */
    private static final FramePattern WATCHES =
            FramePattern.of("k8s.io/apimachinery/pkg/watch.(*StreamWatcher).receive");

    private static final String MEANWHILE = "; containers go on, and nothing new is asked of this node meanwhile";

    /**
     * One or two may just connect anew. A kubelet whose connection is gone has more: it watches pods, nodes and services, and each
     * secret and config map (pkg/kubelet/kubelet.go, NewMainKubelet; pkg/kubelet/util/manager/watch_based_manager.go), beside lease and status.
     */
    private static final int SEVERAL = 3;

    /** TCP_ESTABLISHED of include/net/tcp_states.h. */
    private static final int ESTABLISHED = 1;

    private ApiServer() {}

    /** True when it may be out of reach, so that it is worth asking the log since when. */
    static boolean mayBeLost(NodeView view, int pid) {
        return waiting(view, pid).isPresent()
                || queue(view, pid).isPresent()
                || Lease.isTried(view, pid)
                || hasNoConnection(view, pid)
                || isRejected(view);
    }

    private static boolean isRejected(NodeView view) {
        return access(view)
                .flatMap(KubeletAccess::certificate)
                .filter(certificate ->
                        new CertificateTime(certificate, view.evidence().at()).isInvalid())
                .isPresent();
    }

    private static Optional<KubeletAccess> access(NodeView view) {
        return KubeletUnit.any(view).flatMap(unit -> view.evidence().seen(KubeletAccess.TYPE, unit));
    }

    private static Optional<ServerQueue> queue(NodeView view, int pid) {
        return ServerQueue.of(view, pid, access(view).flatMap(KubeletAccess::port));
    }

    /** True when it is known at which port the server is, and kubelet has no connection to any such port. */
    private static boolean hasNoConnection(NodeView view, int pid) {
        var port = access(view).flatMap(KubeletAccess::port);
        return port.isPresent()
                && view.evidence()
                        .seen(TcpSockets.TYPE)
                        .filter(all -> all.sockets().stream()
                                .filter(socket -> socket.state() == ESTABLISHED
                                        && socket.remote().endsWith(":" + port.get()))
                                .noneMatch(socket -> view.socketHolders(socket.inode()).stream()
                                        .anyMatch(holder -> holder.pid() == pid)))
                        .isPresent();
    }

    /** What a person should know of it, in words. */
    static List<String> notes(NodeView view) {
        var certificate = access(view)
                .flatMap(KubeletAccess::certificate)
                .flatMap(own -> new CertificateTime(own, view.evidence().at())
                        .trouble()
                        .map(trouble ->
                                "kubelet's client certificate " + own.file() + " (" + own.name() + ") " + trouble));
        var lease = Lease.of(view) // past the limit it is the verdict
                .map(known -> known.isPastGrace() ? "" : unrenewed(known))
                .or(() -> HealthPort.kubelet(view)
                        .flatMap(kubelet -> queue(view, kubelet.pid())
                                .map(queue -> queue.words() + MEANWHILE)
                                .or(() -> waiting(view, kubelet.pid()))));
        return Stream.of(lease, certificate)
                .flatMap(Optional::stream)
                .filter(note -> !note.isEmpty())
                .toList();
    }

    private static String unrenewed(Lease lease) {
        return "the lease of this node has not been renewed for at least "
                + lease.age().toSeconds() + " s: kubelet asks the "
                + lease.server() + ", and "
                + lease.failed().why().words()
                + MEANWHILE;
    }

    /** In words, that its requests waited for a connection when its goroutines were read last, and that no watch had one. */
    private static Optional<String> waiting(NodeView view, int pid) {
        var read = view.evidence().seen(Goroutines.TYPE, pid).stream()
                .flatMap(all -> all.goroutines().stream())
                .toList();
        long connecting = read.stream()
                .filter(goroutine -> REQUESTS.isIn(goroutine) && CONNECTS.isIn(goroutine))
                .count();
        return connecting < SEVERAL || read.stream().anyMatch(WATCHES::isIn)
                ? Optional.empty()
                : Optional.of(connecting + " requests of " + view.name(pid)
                        + " wait for a connection to the API server, and none of its watches has one" + MEANWHILE);
    }
}
