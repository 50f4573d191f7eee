package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverdueMountTest {
    private static final String MOUNTS =
            "k8s.io/kubernetes/pkg/volume/util/operationexecutor.(*operationGenerator).GenerateMountVolumeFunc.func1";

    private final WholeNode here = new WholeNode();

    private ProcessEvidence helper(int pid, String comm, Duration age) {
        here.kubelet.mountNamespace(1);
        return here.node
                .child(here.kubelet, pid, comm)
                .aged(age)
                .mountNamespace(1)
                .still();
    }

    private static Goroutine waits(long id, int thread, String... functions) {
        var frames = new ArrayList<>(List.of(frame("os.(*Process).Wait", "0x1")));
        List.of(functions).forEach(function -> frames.add(frame(function, "0x1")));
        return new Goroutine(
                id,
                "syscall",
                -1,
                false,
                frames,
                Optional.empty(),
                Optional.of(new Goroutine.Blocked.InCall(thread)),
                List.of());
    }

    private void kubeletIsAt(Goroutine... goroutines) {
        here.node.says(
                Goroutines.TYPE, Integer.toString(here.kubelet.pid()), GoroutineWords.of(here.kubelet, goroutines));
    }

    @Test
    void driverThatDoesNothingForMinutesIsTheRoot() {
        helper(81, "lab-driver", Duration.ofMinutes(4));
        kubeletIsAt(waits(7, 0, MOUNTS), selects(9, 1, frame("main.idle", "0x1")));
        assertThat(here.judged()).isEqualTo("STALLED lab-driver 81 kubelet.mount-helper-overdue");
        assertThat(here.verdict().victims())
                .singleElement()
                .satisfies(victim -> assertThat(victim.why()).isEqualTo("helper of kubelet lab-driver has not ended"));
    }

    /** A large volume may take minutes; whoever does nothing for ten has hung. */
    @Test
    void itIsProvenAfterTenMinutes() {
        helper(81, "lab-driver", Duration.ofMinutes(4));
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(confidence()).isEqualTo(Confidence.LIKELY);
        here.node.process(81).aged(Duration.ofMinutes(11));
        assertThat(confidence()).isEqualTo(Confidence.PROVEN);
    }

    private Confidence confidence() {
        return here.verdict().roots().getFirst().finding().orElseThrow() instanceof Finding.Stuck stuck
                ? stuck.confidence()
                : Confidence.POSSIBLE;
    }

    @Test
    void checkOfAFileSystemThatIsAtWorkIsNoStall() {
        helper(81, "fsck.ext4", Duration.ofMinutes(40)).moves();
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(here.judged()).startsWith("SLOW");
    }

    @Test
    void scriptIsJudgedByWhatItHasStarted() {
        var script = helper(81, "lab-driver", Duration.ofMinutes(4));
        here.node
                .child(script, 82, "mkfs.ext4")
                .aged(Duration.ofMinutes(4))
                .mountNamespace(1)
                .moves();
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(here.judged()).doesNotStartWith("STALLED");
    }

    @Test
    void helperHasAsMuchTimeAsKubeletGivesAPodForItsVolumes() {
        helper(81, "lab-driver", Duration.ofSeconds(115));
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void childOfAnotherKindMayLast() {
        helper(81, "journalctl", Duration.ofHours(1));
        kubeletIsAt(waits(7, 0, "k8s.io/kubernetes/pkg/kubelet/logs.follow"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** A program that was started just now, and is waited for, is not the daemon that lives as long as kubelet (k3s). */
    @Test
    void daemonThatKubeletKeepsIsNoHelper() {
        var kept = helper(81, "containerd", Duration.ofHours(9));
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(here.judged()).startsWith("STALLED");
        here.node.listener("/run/k3s/containerd/containerd.sock", kept.fd(3));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** Else the goroutine that waits for the younger one would seem to wait for the older. */
    @Test
    void mountsOfAllChildrenAreAskedOnceOneIsLate() {
        helper(81, "lab-driver", Duration.ofMinutes(4));
        helper(82, "mount", Duration.ofSeconds(1));
        assertThat(new MountEdges().wants(here.node.view(), new Reach(Set.of(), Set.of())))
                .contains(Namespaces.TYPE.key(81), Namespaces.TYPE.key(82), Namespaces.TYPE.key(here.kubelet.pid()));
    }

    /** Whether kubelet waits for a child, and at what, its goroutines alone tell; what is a child, the table of processes. */
    @Test
    void whatIsNotReadAccusesNobody() {
        helper(81, "lab-driver", Duration.ofMinutes(4));
        kubeletIsAt(waits(7, 0, MOUNTS));
        for (var type : List.of(Goroutines.TYPE, Namespaces.TYPE, ProcessTable.TYPE)) {
            assertThat(WholeNode.judged(WholeNode.verdict(here.node.evidence().without(type))))
                    .doesNotContain("mount-helper-overdue");
        }
    }

    @Test
    void attachingADiskMayTakeMinutes() {
        helper(81, "lab-driver", Duration.ofMinutes(4));
        kubeletIsAt(waits(7, 0, "k8s.io/kubernetes/pkg/volume/flexvolume.(*flexVolumeAttacher).WaitForAttach", MOUNTS));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void threadTellsWhichOfSeveralChildrenItIs() {
        helper(81, "journalctl", Duration.ofHours(1));
        helper(82, "lab-driver", Duration.ofMinutes(4));
        here.kubelet.thread(801).blockedIn("waitid", 1, 82);
        kubeletIsAt(waits(7, 801, MOUNTS));
        assertThat(here.judged()).isEqualTo("STALLED lab-driver 82 kubelet.mount-helper-overdue");
    }

    @Test
    void whichOfSeveralItIsMayNotBeKnown() {
        helper(81, "journalctl", Duration.ofHours(1));
        helper(82, "lab-driver", Duration.ofMinutes(4));
        kubeletIsAt(waits(7, 801, MOUNTS));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}
