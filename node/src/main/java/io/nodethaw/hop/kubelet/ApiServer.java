package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.go.FramePattern;
import java.util.Optional;

/**
 * kubelet's connection to the API server. That it has none is no fault of this node, and containers go on; but nothing new is
 * asked of the node, and 40 seconds after its last lease it counts as NotReady (node-monitor-grace-period of the controller manager).
 */
final class ApiServer {
    /** A request of client-go: the same since Kubernetes 1.4. */
    private static final FramePattern REQUESTS = FramePattern.of("k8s.io/client-go/rest.(*Request).*");

    /** Waits until a connection is there: net/http since Go 1.0. */
    private static final FramePattern CONNECTS = FramePattern.of("net/http.(*Transport).getConn");

    /** As many requests that wait for a connection are no accident: the others would have one. */
    private static final int SEVERAL = 3;

    private ApiServer() {}

    /** In words, that kubelet had no connection when its goroutines were read last; empty when it had one, or they were not read. */
    static Optional<String> note(NodeView view, int pid) {
        var read = view.evidence().seen(Goroutines.TYPE, pid).stream()
                .flatMap(all -> all.goroutines().stream())
                .filter(REQUESTS::isIn)
                .toList();
        long connecting = read.stream().filter(CONNECTS::isIn).count();
        return connecting < SEVERAL
                ? Optional.empty()
                : Optional.of(view.name(pid) + " has no connection to the API server: " + connecting
                        + " of its requests wait for one; containers go on, and nothing new is asked of this node");
    }
}
