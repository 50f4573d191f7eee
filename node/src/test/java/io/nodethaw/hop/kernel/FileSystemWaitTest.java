package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileSystemWaitTest {
    private static final Vertex NAS = new Vertex.Resource(Vertex.ResourceKind.MOUNT, "/mnt/nas");

    private final WholeNode here = new WholeNode();

    private List<Finding> findings(NodeView view) {
        return new FileSystemWait().judge(view, WholeNode.chain().graph(view));
    }

    /** In microseconds after the boot of the node, which was 100,000 s ago. */
    private static final long MINUTE_AGO = 99_940_000_000L;

    private void kubeletReadsFromTheNas() {
        here.kubelet.mount("/", "ext4", "8:1").mount("/mnt/nas", "nfs4", "0:50").opens(30, "/mnt/nas/secret");
        here.kubelet.inD("rpc_wait_bit_killable").blockedIn("read", 30);
    }

    @Test
    void sameWaitInBothLooksIsStuck() {
        kubeletReadsFromTheNas();
        here.kubelet.still();
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("kernel.file-system-wait");
            assertThat(finding.about()).isEqualTo(NAS);
            assertThat(finding.proofs().getFirst().text())
                    .isEqualTo("read of /mnt/nas/secret, state D in rpc_wait_bit_killable, on nfs4 /mnt/nas, "
                            + "without a context switch between two readings");
        });
    }

    @Test
    void serverOfAMountIsNamed() {
        here.kubelet.mount("/mnt/nas", "nfs4", "0:50", "nas:/volumes", "rw,vers=4.2,hard,addr=192.0.2.7");
        here.kubelet.opens(30, "/mnt/nas/secret").inD("rpc_wait_bit_killable");
        here.kubelet.blockedIn("read", 30).still();
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding.title()).isEqualTo("nothing comes back from its server nas:/volumes (192.0.2.7)");
            assertThat(finding.proofs().getFirst().text()).contains("on nfs4 /mnt/nas of nas:/volumes (192.0.2.7)");
        });
    }

    @Test
    void kernelsOwnWarningIsOneMoreProof() {
        kubeletReadsFromTheNas();
        here.kubelet.still();
        var line = "INFO: task kubelet:80 blocked for more than 120 seconds.";
        here.node.says(KernelLog.TYPE, new KernelLog(List.of(new KernelLog.Line(MINUTE_AGO, line)), Optional.of(true)));
        assertThat(findings(here.node.view()).getFirst().proofs())
                .extracting(Proof::text)
                .contains("kernel log: " + line.substring(0, line.length() - 1));
    }

    /** It is of another thread that had the same number, or of a wait that ended hours ago. */
    @Test
    void oldWarningOfTheKernelIsNoProof() {
        kubeletWritesToADisk();
        var line = "INFO: task kubelet:80 blocked for more than 120 seconds.";
        here.node.says(KernelLog.TYPE, new KernelLog(List.of(new KernelLog.Line(1, line)), Optional.of(true)));
        assertThat(findings(disks(5, 5), disks(6, 5))).singleElement().isInstanceOf(Finding.Slow.class);
    }

    /** In another pid namespace the number is somebody else's. */
    @Test
    void warningAboutAnotherNodesProcessIsNoProof() {
        kubeletWritesToADisk();
        var line = "INFO: task kubelet:80 blocked for more than 120 seconds.";
        here.node.says(
                KernelLog.TYPE, new KernelLog(List.of(new KernelLog.Line(MINUTE_AGO, line)), Optional.of(false)));
        assertThat(findings(disks(5, 5), disks(6, 5))).singleElement().isInstanceOf(Finding.Slow.class);
    }

    @Test
    void contextSwitchBetweenShowsThatItIsMerelySlow() {
        kubeletReadsFromTheNas();
        here.kubelet.moves();
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void oneLookAloneProvesNothing() {
        kubeletReadsFromTheNas();
        assertThat(findings(here.node.view())).isEmpty();
    }

    private void kubeletWritesToADisk() {
        here.kubelet.mount("/", "ext4", "8:1").opens(30, "/var/lib/kubelet/state");
        here.kubelet.inD("jbd2_log_wait_commit").blockedIn("fsync", 30).still();
    }

    private static NodeView twice(Evidence evidence, DiskStats first, DiskStats last, Duration between) {
        return new NodeView(evidence.toBuilder()
                .put(DiskStats.TYPE.key(), sample(first, NodeEvidence.AT))
                .put(DiskStats.TYPE.key(), sample(last, NodeEvidence.AT.plus(between)))
                .build());
    }

    private static <T> Sample<T> sample(T read, Instant at) {
        return new Sample<>(new Reading.Seen<>(read), at, at);
    }

    private static DiskStats disks(long sda, long sdb) {
        return new DiskStats(List.of(new DiskStats.Disk("8:1", "sda1", sda), new DiskStats.Disk("8:17", "sdb1", sdb)));
    }

    private List<Finding> findings(DiskStats first, DiskStats last) {
        return findings(first, last, Duration.ofSeconds(10));
    }

    private List<Finding> findings(DiskStats first, DiskStats last, Duration between) {
        return findings(twice(here.node.evidence(), first, last, between));
    }

    @Test
    void diskThatCompletesNothingIsStuck() {
        kubeletWritesToADisk();
        assertThat(findings(disks(5, 5), disks(5, 9))).singleElement().isInstanceOf(Finding.Stuck.class);
    }

    /** It may complete a request each few seconds, and a commit of the journal needs several. */
    @Test
    void diskThatCompletesNothingForAMomentMayBeLate() {
        kubeletWritesToADisk();
        here.kubelet.held(80, 'D', "jbd2_log_wait_commit", Duration.ofSeconds(30));
        var moment = Duration.ofMillis(400);
        assertThat(findings(disks(5, 5), disks(5, 5), moment)).singleElement().isInstanceOf(Finding.Warning.class);
        assertThat(findings(disks(5, 5), disks(6, 5), moment)).singleElement().isInstanceOf(Finding.Slow.class);
    }

    @Test
    void diskThatMayBeLateIsWatched() {
        kubeletWritesToADisk();
        here.kubelet
                .held(80, 'D', "jbd2_log_wait_commit", Duration.ofSeconds(30))
                .still();
        var chain = WholeNode.chain();
        assertThat(chain.isUndated(here.node.view())).isTrue();
        var moment = twice(here.node.evidence(), disks(5, 5), disks(5, 5), Duration.ofMillis(400));
        assertThat(chain.timeToWatch(moment)).contains(Duration.ofSeconds(10));
        assertThat(chain.judge(moment, chain.graph(moment)).state()).isEqualTo(Verdict.State.UNCLEAR);
        var moved = twice(here.node.evidence(), disks(5, 5), disks(6, 5), Duration.ofMillis(400));
        assertThat(chain.timeToWatch(moved)).isEmpty();
        var watched = twice(here.node.evidence(), disks(5, 5), disks(5, 5), Duration.ofSeconds(10));
        assertThat(chain.timeToWatch(watched)).isEmpty();
        assertThat(findings(watched)).singleElement().isInstanceOf(Finding.Stuck.class);
    }

    @Test
    void nobodyIsWatchedForAMomentInTheKernel() {
        kubeletWritesToADisk();
        here.kubelet
                .held(80, 'D', "jbd2_log_wait_commit", Duration.ofSeconds(3))
                .still();
        assertThat(WholeNode.chain().timeToWatch(here.node.view())).isEmpty();
    }

    /** No request takes so long: its driver gives it up before. */
    @Test
    void diskIsDeadThatSomebodyHasWaitedForVeryLong() {
        kubeletWritesToADisk();
        here.kubelet
                .held(80, 'D', "jbd2_log_wait_commit", Duration.ofSeconds(70))
                .still();
        assertThat(findings(disks(5, 5), disks(5, 5), Duration.ofMillis(400)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Stuck.class,
                        found -> assertThat(found.confidence()).isEqualTo(Confidence.LIKELY));
        assertThat(findings(disks(5, 5), disks(6, 5), Duration.ofMillis(400)))
                .singleElement()
                .isInstanceOf(Finding.Slow.class);
    }

    @Test
    void diskThatCompletesRequestsIsMerelySlow() {
        kubeletWritesToADisk();
        assertThat(findings(disks(5, 5), disks(6, 5))).singleElement().isInstanceOf(Finding.Slow.class);
    }

    @Test
    void diskThatWasNotSeenTwiceIsAWarning() {
        kubeletWritesToADisk();
        assertThat(findings(here.node.view())).singleElement().isInstanceOf(Finding.Warning.class);
        here.node.says(DiskStats.TYPE, disks(5, 5));
        assertThat(findings(here.node.view())).singleElement().isInstanceOf(Finding.Warning.class);
    }

    @Test
    void kernelsOwnWarningSettlesIt() {
        kubeletWritesToADisk();
        var line = "INFO: task kubelet:80 blocked for more than 120 seconds.";
        here.node.says(KernelLog.TYPE, new KernelLog(List.of(new KernelLog.Line(MINUTE_AGO, line)), Optional.of(true)));
        assertThat(findings(disks(5, 5), disks(6, 5))).singleElement().isInstanceOf(Finding.Stuck.class);
    }

    @Test
    void anyDiskMayBeTheOneBelowAnOverlay() {
        here.kubelet.mount("/", "overlay", "0:50").opens(30, "/var/lib/kubelet/state");
        here.kubelet.inD("folio_wait_bit_common").blockedIn("fsync", 30).still();
        assertThat(findings(disks(5, 5), disks(5, 6))).singleElement().isInstanceOf(Finding.Slow.class);
        assertThat(findings(disks(5, 5), disks(5, 5))).singleElement().isInstanceOf(Finding.Stuck.class);
    }

    @Test
    void frozenFileSystemIsStuckHoweverBusyItsDisk() {
        kubeletWritesToADisk();
        here.kubelet.inD("percpu_rwsem_wait");
        assertThat(findings(disks(5, 5), disks(6, 5))).singleElement().isInstanceOf(Finding.Stuck.class);
    }

    @Test
    void frozenFileSystemIsToBeThawed() {
        here.kubelet.mount("/mnt/my vol", "ext4", "7:1").opens(30, "/mnt/my vol/file");
        here.kubelet.held(80, 'D', "percpu_rwsem_wait", Duration.ofSeconds(30));
        here.kubelet.inD("percpu_rwsem_wait").blockedIn("write", 30).still();
        var view = here.node.view();
        var verdict = here.verdict();
        assertThat(verdict.roots()).singleElement().satisfies(root -> {
            assertThat(root.finding().orElseThrow().title()).isEqualTo("its writers wait for the end of a freeze");
            assertThat(new FileSystemWait().step(view, WholeNode.chain().graph(view), root))
                    .map(Step::command)
                    .contains("fsfreeze --unfreeze '/mnt/my vol'");
        });
    }

    @Test
    void deadServerIsNotToBeThawedButLookedUpWhereThatCannotHang() {
        kubeletReadsFromTheNas();
        here.kubelet
                .held(80, 'D', "rpc_wait_bit_killable", Duration.ofSeconds(30))
                .still();
        var view = here.node.view();
        assertThat(here.verdict().roots())
                .singleElement()
                .satisfies(root -> assertThat(new FileSystemWait()
                                .step(view, WholeNode.chain().graph(view), root)
                                .orElseThrow()
                                .command())
                        .isEqualTo("grep -F ' /mnt/nas ' /proc/1/mounts; dmesg | tail"));
    }

    @Test
    void deadServerIsStuckHoweverBusyTheDisks() {
        kubeletReadsFromTheNas();
        here.kubelet.still();
        assertThat(findings(disks(5, 5), disks(6, 6))).singleElement().isInstanceOf(Finding.Stuck.class);
    }

    @Test
    void disksAreAskedForWhereAThreadIsInTheKernel() {
        assertThat(new KernelHop(Set.of()).wants(here.node.view(), Depth.CLOSE)).isEmpty();
        here.kubelet.thread(81).state('D');
        assertThat(new KernelHop(Set.of()).wants(here.node.view(), Depth.CLOSE)).contains(DiskStats.TYPE.key());
    }

    @Test
    void healthyNodeHasNoSuchWait() {
        here.kubelet.still();
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void blindLookFindsNothing() {
        kubeletReadsFromTheNas();
        here.kubelet.still();
        assertThat(findings(here.node.blindTo(Tasks.TYPE))).isEmpty();
    }
}
