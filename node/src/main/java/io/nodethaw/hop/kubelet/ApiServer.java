package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.go.FramePattern;
import java.util.Optional;

/**
 * kubelet's connection to the API server. That it has none is no fault of this node, and containers go on; but nothing new is
 * asked of the node, and it counts as NotReady when its lease is too old (node-monitor-grace-period of the controller manager: 40
 * seconds, 50 from Kubernetes 1.32 on).
 */
final class ApiServer {
    /** A request of client-go: the same since Kubernetes 1.4. */
    private static final FramePattern REQUESTS = FramePattern.of("k8s.io/client-go/rest.(*Request).*");

    /** Waits until a connection is there: net/http since Go 1.0. */
    private static final FramePattern CONNECTS = FramePattern.of("net/http.(*Transport).getConn");

    /** A watch that has one, and waits for the next event: apimachinery since Kubernetes 1.4. */
    private static final FramePattern WATCHES =
            FramePattern.of("k8s.io/apimachinery/pkg/watch.(*StreamWatcher).receive");

    /** Fewer may just connect anew. */
    private static final int SEVERAL = 3;

    private ApiServer() {}

    /** In words, that its requests waited for a connection when its goroutines were read last, and that no watch had one. */
    static Optional<String> note(NodeView view, int pid) {
        var read = view.evidence().seen(Goroutines.TYPE, pid).stream()
                .flatMap(all -> all.goroutines().stream())
                .toList();
        long connecting = read.stream()
                .filter(goroutine -> REQUESTS.isIn(goroutine) && CONNECTS.isIn(goroutine))
                .count();
        return connecting < SEVERAL || read.stream().anyMatch(WATCHES::isIn)
                ? Optional.empty()
                : Optional.of(connecting + " requests of " + view.name(pid)
                        + " wait for a connection to the API server, and none of its watches has one; containers go on, and "
                        + "nothing new is asked of this node meanwhile");
    }
}
