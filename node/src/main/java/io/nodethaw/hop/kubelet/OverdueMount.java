package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.hop.OverdueHelper;
import io.nodethaw.hop.OverdueHelpers;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.go.FramePattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that kubelet runs to mount or unmount a volume does not end: mount, a check of a file system, the driver of a FlexVolume.
 * One that waits until a disk is attached is none, since that takes minutes in a cloud.
 */
final class OverdueMount extends OverdueHelpers {
    static final String CODE = "kubelet.mount-helper-overdue";

    /** podAttachAndMountTimeout of pkg/kubelet/volumemanager/volume_manager.go: so long kubelet lets a pod wait for its volumes. */
    private static final Duration LIMIT = Duration.ofSeconds(123);

    /**
     * Ours: the pod has waited for its volumes four times in vain by then, and pauses of the operation have reached their longest, two
     * minutes (maxDurationBeforeRetry of pkg/util/goroutinemap/exponentialbackoff). It counts only for one that stands still: a check of
     * a large file system moves.
     */
    private static final Duration GIVEN_UP = Duration.ofMinutes(10);

    /** What kubelet does with volumes (pkg/volume/util/operationexecutor), in 1.20 to 1.32. */
    private static final FramePattern VOLUMES =
            FramePattern.of("k8s.io/kubernetes/pkg/volume/util/operationexecutor.*");

    /** Methods of volume plug-ins (pkg/volume/volume.go, Attacher). */
    private static final FramePattern ATTACHES = FramePattern.of("*.WaitForAttach", "*.Attach");

    /** Where the start of a pod waits for its volumes (pkg/kubelet/volumemanager/volume_manager.go), in 1.20 to 1.32. */
    private static final FramePattern POD_WAITS =
            FramePattern.of("k8s.io/kubernetes/pkg/kubelet/volumemanager.(*volumeManager).WaitForAttachAndMount");

    /** Folders of volumes lie below that of their pod (pkg/kubelet/kubelet_getters.go, getPodVolumesDir). */
    private static final String OF_A_POD = "/pods/";

    private static final String METHOD = "MountVolume";

    OverdueMount() {
        super(new Kind(
                KubeletHop.HELPER,
                "mount helper overdue",
                KubeletHop.NAME,
                KubeletHop::pids,
                waiter -> VOLUMES.isIn(waiter) && !ATTACHES.isIn(waiter),
                LIMIT,
                GIVEN_UP));
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "kubelet runs a program to mount or unmount a volume (mount, umount, fsck, the driver of a FlexVolume), and that program has "
                        + "not ended in the two minutes for which a pod waits for its volumes. It did nothing while it was looked at, and "
                        + "it is not seen to wait for any other process. That is proven once it is ten minutes old and has not run for "
                        + "15 s, since one that tries again now and then looks the same for a moment. Its pod does not start, or does "
                        + "not end; others go on.",
                List.of(
                        "ps -o pid,etime,stat,args --ppid with the pid of kubelet shows it, and what it is to mount.",
                        "nodethaw chain PID shows what it waits for.",
                        "journalctl -u kubelet | grep 'unmounted volumes=' names the pod and the volume. kubectl describe pod says \"Unable to "
                                + "attach or mount volumes\" with older kubelets, and nothing of it with newer ones."),
                "Look at the server of that volume. If the program waits for nothing that comes back, end it: kubelet runs it again.",
                List.of("kubelet pkg/kubelet/volumemanager/volume_manager.go", "kubelet pkg/volume/flexvolume"));
    }

    @Override
    protected String work(Goroutine waiter) {
        return VOLUMES.outermost(waiter).map(function -> ", below " + function).orElse("");
    }

    /** The folder of the volume, where a function was given one. */
    @Override
    protected String place(Goroutine waiter) {
        return waiter.frames().stream()
                .flatMap(frame -> frame.strings().stream())
                .filter(text -> text.startsWith("/") && text.contains(OF_A_POD))
                .findFirst()
                .map(folder -> " at " + folder)
                .orElse("");
    }

    /** The pod that waits, where no other one waits for volumes, and no other program is overdue. */
    @Override
    protected Map<String, String> pods(NodeView view, OverdueHelper helper) {
        return pod(view, helper).map(pod -> Map.of(pod, METHOD)).orElse(Map.of());
    }

    private Optional<String> pod(NodeView view, OverdueHelper helper) {
        var pods = view.evidence().seen(Goroutines.TYPE, helper.process().parent()).stream()
                .flatMap(read -> read.goroutines().stream())
                .filter(POD_WAITS::isIn)
                .flatMap(goroutine -> goroutine.pod().stream())
                .distinct()
                .toList();
        return pods.size() == 1 && all(view).size() == 1 ? Optional.of(pods.getFirst()) : Optional.empty();
    }

    @Override
    protected Step step(int pid) {
        return new Step(
                "ps -o pid,etime,args -p " + pid, "shows what it is to mount; look at the server of that volume");
    }
}
