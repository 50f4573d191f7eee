package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.RestWords;
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

    /** A large volume may take minutes; whoever stands after ten has hung. */
    @Test
    void itIsProvenAfterTenMinutes() {
        var driver = helper(81, "lab-driver", Duration.ofMinutes(4));
        RestWords.rests(here.node, driver, Duration.ofMinutes(3));
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(finding().confidence()).isEqualTo(Confidence.LIKELY);
        driver.aged(Duration.ofMinutes(11));
        assertThat(finding().confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(finding().title())
                .isEqualTo(
                        "has done nothing for at least 3 min, and kubelet has waited for its end for at least 11 min");
        assertThat(finding().proofs())
                .extracting(Proof::text)
                .containsExactly(
                        "goroutine 7 of kubelet waits for it, below " + MOUNTS,
                        "no context switch between two readings, 1000 ms",
                        "no thread has run for at least 3 min, as the scheduler tells");
    }

    /** A mount of NFS tries again after pauses of up to ten seconds, and looks the same in between. */
    @Test
    void whatMayOnlyPauseIsNotProvenToStand() {
        var driver = helper(81, "mount.nfs", Duration.ofMinutes(11));
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(finding().confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding().title())
                .isEqualTo("did nothing between two readings, and kubelet has waited for its end for at least 11 min");
        RestWords.rests(here.node, driver, Duration.ofSeconds(9));
        assertThat(finding().confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding().title()).startsWith("did nothing between two readings");
    }

    @Test
    void helperThatWaitsForALockIsNotBlamed() {
        var driver = helper(81, "lab-driver", Duration.ofMinutes(11));
        RestWords.rests(here.node, driver, Duration.ofMinutes(5));
        var holder = here.node.process(90, "multipathd");
        locked(driver, holder);
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(here.shown()).anyMatch(line -> line.contains("multipathd 90"));
        assertThat(codes()).doesNotContain("kubelet.mount-helper-overdue");
    }

    @Test
    void helperWhoseOwnHelperWaitsIsNotBlamed() {
        var driver = helper(81, "lab-driver", Duration.ofMinutes(11));
        var inner = here.node
                .child(driver, 82, "mount")
                .aged(Duration.ofMinutes(11))
                .mountNamespace(1)
                .still();
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(codes()).contains("kubelet.mount-helper-overdue");
        locked(inner, here.node.process(90, "multipathd"));
        assertThat(codes()).doesNotContain("kubelet.mount-helper-overdue");
    }

    @Test
    void helperThatSomebodyStoppedIsNotBlamed() {
        helper(81, "lab-driver", Duration.ofMinutes(11)).stopped();
        kubeletIsAt(waits(7, 0, MOUNTS));
        assertThat(codes()).doesNotContain("kubelet.mount-helper-overdue").isNotEmpty();
    }

    private void locked(ProcessEvidence waiter, ProcessEvidence holder) {
        here.node.lock(1, "FLOCK", holder.pid(), "fe:00:7").lockWanted(1, "FLOCK", waiter.pid(), "fe:00:7");
    }

    private List<String> codes() {
        return here.verdict().findings().stream().map(Finding::code).toList();
    }

    private Finding.Stuck finding() {
        return (Finding.Stuck) here.verdict().roots().getFirst().finding().orElseThrow();
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
        assertThat(new OverdueMount().wants(here.node.view(), new Reach(Set.of(), Set.of())))
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
