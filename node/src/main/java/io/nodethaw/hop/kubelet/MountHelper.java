package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.StandsStill;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.ChildWaits;
import io.nodethaw.wait.go.FramePattern;
import io.nodethaw.wait.kernel.Acceptors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that kubelet runs to mount or unmount a volume, and that has not ended in time: mount, a check of a file system, the
 * driver of a FlexVolume. One that waits until a disk is attached is none, since that takes minutes in a cloud.
 *
 * @param waiter the goroutine of kubelet that waits for it
 */
record MountHelper(ProcessTable.Entry process, Vertex.Process vertex, Duration age, Goroutine waiter) {
    /** podAttachAndMountTimeout of pkg/kubelet/volumemanager/volume_manager.go: kubelet then says that the pod has no volumes. */
    private static final Duration LIMIT = Duration.ofSeconds(123);

    /**
     * Ours: kubelet has told its cluster four times by then that the pod has no volumes, and pauses of the operation have reached
     * their longest, two minutes (maxDurationBeforeRetry of pkg/util/goroutinemap/exponentialbackoff). It counts only for one that
     * stands still: a check of a large file system moves.
     */
    private static final Duration GIVEN_UP = Duration.ofMinutes(10);

    /** What kubelet does with volumes: the same package since Kubernetes 1.3. */
    private static final FramePattern VOLUMES =
            FramePattern.of("k8s.io/kubernetes/pkg/volume/util/operationexecutor.*");

    /** Methods of volume plug-ins (pkg/volume/volume.go, Attacher). */
    private static final FramePattern ATTACHES = FramePattern.of("*.WaitForAttach", "*.Attach");

    /** Where the start of a pod waits for its volumes: pkg/kubelet/volumemanager since Kubernetes 1.3. */
    private static final FramePattern POD_WAITS =
            FramePattern.of("k8s.io/kubernetes/pkg/kubelet/volumemanager.(*volumeManager).WaitForAttachAndMount");

    /** Folders of volumes lie below that of their pod (pkg/kubelet/kubelet_getters.go, getPodVolumesDir). */
    private static final String OF_A_POD = "/pods/";

    private static final NodeView.Once<String, List<MountHelper>> ALL =
            new NodeView.Once<>((view, _) -> find(view).toList());

    /** All that are overdue. */
    static List<MountHelper> all(NodeView view) {
        return view.once(ALL, "");
    }

    private static Stream<MountHelper> find(NodeView view) {
        return late(view)
                .flatMap(child -> ChildWaits.waiter(view, child)
                        .filter(waiter -> VOLUMES.isIn(waiter) && !ATTACHES.isIn(waiter))
                        .flatMap(waiter -> view.vertex(child.pid())
                                .map(vertex -> new MountHelper(
                                        child, vertex, view.age(child).orElse(LIMIT), waiter)))
                        .stream());
    }

    /** The children of kubelet that have been there for so long, and are no daemons. */
    static Stream<ProcessTable.Entry> late(NodeView view) {
        return KubeletHop.pids(view).stream()
                .flatMap(pid -> view.childrenOf(pid).stream())
                .filter(child -> !child.isGone()
                        && view.age(child)
                                .filter(age -> age.compareTo(LIMIT) >= 0)
                                .isPresent()
                        && !Acceptors.isServer(view, child));
    }

    /** True when neither it nor what it has started did anything between two readings. */
    boolean standsStill(NodeView view) {
        return StandsStill.isSo(view, process);
    }

    /** True when it is so late that it will not end by itself. */
    boolean isGivenUp() {
        return age.compareTo(GIVEN_UP) >= 0;
    }

    /** The function of kubelet that wants it done. */
    String function() {
        return VOLUMES.outermost(waiter).orElse("");
    }

    /** The folder of the volume, where a function was given one. */
    Optional<String> folder() {
        return waiter.frames().stream()
                .flatMap(frame -> frame.strings().stream())
                .filter(text -> text.startsWith("/") && text.contains(OF_A_POD))
                .findFirst();
    }

    /** The pod that waits, where no other one waits for volumes, and no other program is overdue. */
    Optional<String> pod(NodeView view) {
        var pods = view.evidence().seen(Goroutines.TYPE, process.parent()).stream()
                .flatMap(read -> read.goroutines().stream())
                .filter(POD_WAITS::isIn)
                .flatMap(goroutine -> goroutine.pod().stream())
                .distinct()
                .toList();
        return pods.size() == 1 && all(view).size() == 1 ? Optional.of(pods.getFirst()) : Optional.empty();
    }
}
