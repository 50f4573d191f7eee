package io.nodethaw.hop.cri;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.ChildWaits;
import io.nodethaw.wait.go.FramePattern;
import io.nodethaw.wait.kernel.Acceptors;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A CNI plug-in that a runtime runs, and that has not ended in time: a child for which a goroutine is seen to wait that runs plug-ins.
 *
 * @param waiter that goroutine
 */
record NetworkPlugin(ProcessTable.Entry process, Vertex.Process vertex, Duration age, Goroutine waiter) {
    /**
     * kubelet gives up the start of a pod sandbox after four minutes (pkg/kubelet/cri/remote/remote_runtime.go, RunPodSandbox: twice
     * runtimeRequestTimeout), and newer runtimes end the plug-in with that.
     */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** github.com/containernetworking/cni, pkg/invoke, since 0.3; vendored by runtimes. */
    private static final FramePattern INVOKES = FramePattern.of("*containernetworking/cni/pkg/invoke.*");

    /** All that are overdue, of these runtimes. */
    static List<NetworkPlugin> all(NodeView view, Collection<Integer> runtimes) {
        return late(view, runtimes)
                .flatMap(child -> ChildWaits.waiter(view, child).filter(INVOKES::isIn).stream()
                        .flatMap(waiter -> view
                                .vertex(child.pid())
                                .map(vertex -> new NetworkPlugin(
                                        child, vertex, view.age(child).orElse(LIMIT), waiter))
                                .stream()))
                .toList();
    }

    /** The children that have been there for so long, share the mounts of their parent as far as known, and are no daemons. */
    static Stream<ProcessTable.Entry> late(NodeView view, Collection<Integer> runtimes) {
        return runtimes.stream()
                .flatMap(pid -> view.childrenOf(pid).stream())
                .filter(child -> !child.isGone()
                        && view.age(child)
                                .filter(age -> age.compareTo(LIMIT) >= 0)
                                .isPresent()
                        && view.mayShareMounts(child.parent(), child.pid())
                        && !Acceptors.isServer(view, child));
    }
}
