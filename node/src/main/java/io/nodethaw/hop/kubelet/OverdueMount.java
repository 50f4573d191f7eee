package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A program that kubelet runs to mount or unmount a volume does not end, and does nothing. One that does something between two
 * readings is slow and no more. A large volume may take minutes, so that it is proven only after ten.
 */
final class OverdueMount implements Rule {
    static final String CODE = "kubelet.mount-helper-overdue";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "kubelet runs a program to mount or unmount a volume (mount, umount, fsck, the driver of a FlexVolume), and that program has "
                        + "not ended in the two minutes for which a pod waits for its volumes. It does nothing, and it is not seen to "
                        + "wait for any other process. Its pod does not start, or does not end; others go on.",
                List.of(
                        "ps -o pid,etime,stat,args --ppid with the pid of kubelet shows it, and what it is to mount.",
                        "nodethaw chain PID shows what it waits for.",
                        "kubectl describe pod: \"Unable to attach or mount volumes\", \"timed out waiting for the condition\"."),
                "Look at the server of that volume. If the program waits for nothing that comes back, end it: kubelet runs it again.",
                List.of("kubelet pkg/kubelet/volumemanager/volume_manager.go", "kubelet pkg/volume/flexvolume"));
    }

    /** It waits, and its pod with it. */
    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return MountHelper.all(view).stream()
                .map(helper -> new Victim(
                        helper.vertex(),
                        KubeletHop.HELPER + " " + helper.process().comm() + " has not ended",
                        Optional.of(helper.age()),
                        helper.standsStill(view),
                        List.of(ProcessTable.TYPE.key())))
                .toList();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return MountHelper.all(view).stream()
                .filter(helper -> helper.standsStill(view))
                .map(OverdueMount::finding)
                .toList();
    }

    private static Finding finding(MountHelper helper) {
        return new Finding.Stuck(
                CODE,
                helper.vertex(),
                helper.isGivenUp() ? Confidence.PROVEN : Confidence.LIKELY,
                "does nothing, and kubelet has waited for its end for at least "
                        + helper.age().toMinutes() + " min",
                List.of(
                        Proof.of(
                                "goroutine " + helper.waiter().id() + " of kubelet waits for it, below "
                                        + helper.function(),
                                Goroutines.TYPE.key(helper.process().parent())),
                        Proof.of(
                                "no context switch between two readings",
                                Tasks.TYPE.key(helper.process().pid()))));
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? Optional.of(new Step(
                        "ps -o pid,etime,args -p " + process.pid(),
                        "shows what it is to mount; look at the server of that volume"))
                : Optional.empty();
    }
}
