package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InKernelTest {
    private static final Duration LONG = Duration.ofSeconds(41);
    private static final Duration MOMENT = Duration.ofMillis(1500);
    private static final String FROZEN = "percpu_rwsem_wait";

    private final WholeNode here = new WholeNode();

    private static boolean isQuiet(NodeView view) {
        return WholeNode.chain().suspects(view).isEmpty()
                && WholeNode.chain().graph(view).victims().isEmpty();
    }

    /** A second look at what is held, with the call that it is in. */
    private static void writes(ProcessEvidence process, int tid) {
        process.mount("/var/lib/state", "ext4", "7:1").opens(30, "/var/lib/state/db");
        process.still().thread(tid).state('D').wchan(FROZEN).blockedIn("write", 30);
    }

    private static ProcessEvidence inD(ProcessEvidence process, Duration age) {
        return process.inD(FROZEN).held(process.pid(), 'D', FROZEN, age);
    }

    @Test
    void everyLookReadsTheThreadsOfTheDaemonsAndOfNobodyElse() {
        assertThat(WholeNode.chain().wantsInKernel(here.node.view()))
                .contains(
                        KernelWaits.TYPE.key(1),
                        KernelWaits.TYPE.key(50),
                        KernelWaits.TYPE.key(60),
                        KernelWaits.TYPE.key(70),
                        KernelWaits.TYPE.key(80),
                        KernelWaits.TYPE.key(200))
                .doesNotContain(KernelWaits.TYPE.key(210));
    }

    @Test
    void daemonWhoseThreadIsHeldForLongIsStalledAlthoughItAnswers() {
        here.containerd.held(65, 'D', FROZEN, LONG);
        assertThat(isQuiet(here.node.view())).isFalse();
        writes(here.containerd, 65);
        assertThat(here.judged()).isEqualTo("STALLED mount /var/lib/state kernel.file-system-wait");
        assertThat(here.verdict().waits().getLast().atLeast()).contains(LONG);
    }

    @Test
    void kubeletThatIsHeldForLongIsStalledToo() {
        here.kubelet.held(85, 'D', FROZEN, LONG);
        writes(here.kubelet, 85);
        assertThat(here.judged()).isEqualTo("STALLED mount /var/lib/state kernel.file-system-wait");
    }

    @Test
    void momentInStateDIsNoFault() {
        here.containerd.held(65, 'D', FROZEN, MOMENT);
        assertThat(isQuiet(here.node.view())).isTrue();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes()).isEmpty();
    }

    @Test
    void someSecondsInStateDAreToldInANote() {
        here.containerd.held(65, 'D', FROZEN, Duration.ofSeconds(4));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes())
                .containsExactly("thread 65 of containerd 60: state D in percpu_rwsem_wait, at least 4 s");
    }

    @Test
    void threadThatRanAgainIsForgotten() {
        here.containerd
                .held(65, 'D', FROZEN, LONG)
                .moves()
                .thread(65)
                .state('D')
                .wchan(FROZEN);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void threadOfUnknownAgeIsWatchedForAsLongAsTheLimit() {
        here.containerd.heldSomeTime(65, 'D', FROZEN);
        var view = here.node.view();
        assertThat(isQuiet(view)).isFalse();
        assertThat(WholeNode.chain().isUndated(view)).isTrue();
        assertThat(WholeNode.chain().patience(view)).contains(Probed.ANSWER);
        here.containerd.free();
        assertThat(WholeNode.chain().patience(here.node.view())).isEmpty();
    }

    @Test
    void threadThatStoodSinceNobodyKnowsWhenIsNotCalledHealthy() {
        here.containerd
                .heldSomeTime(65, 'D', FROZEN)
                .still()
                .thread(65)
                .state('D')
                .wchan(FROZEN);
        assertThat(here.judged()).isEqualTo("UNCLEAR");
        assertThat(here.verdict().notSeen())
                .contains(new BlindSpot(
                        "since when containerd 60 is held",
                        "state D in percpu_rwsem_wait; the scheduler does not tell",
                        true));
    }

    @Test
    void threadsOfADaemonThatCouldNotBeReadLeaveItOpen() {
        here.node.reading(KernelWaits.TYPE, "60", new Reading.Failed<>("Input/output error"));
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void containerInStateDWhoseSignalsCouldNotBeReadLeavesItOpen() {
        inD(here.nginx, LONG);
        here.node.reading(ProcessStatus.TYPE, "210", new Reading.Failed<>("Input/output error"));
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void containerThatHasEndedSinceLeavesNothingOpen() {
        here.nginx.state('D');
        here.node
                .reading(ProcessStatus.TYPE, "210", new Reading.NotAsked<>("no /proc/210/status"))
                .reading(KernelWaits.TYPE, "210", new Reading.NotAsked<>("no /proc/210/task"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void clockThatCouldNotBeReadMakesTheAgeUnknown() {
        here.containerd.held(65, 'D', FROZEN, LONG);
        assertThat(WholeNode.chain().isUndated(here.node.blindTo(ProcessorClock.TYPE)))
                .isTrue();
    }

    @Test
    void helperOfKubeletCountsAndItsHelperToo() {
        var mount = here.node.child(here.kubelet, 500, "mount");
        var server = here.node.child(mount, 501, "mount.nfs");
        assertThat(WholeNode.chain().wantsInKernel(here.node.view()))
                .contains(KernelWaits.TYPE.key(500), KernelWaits.TYPE.key(501));
        inD(server, LONG).mount("/mnt", "nfs4", "0:50").still();
        assertThat(here.verdict().state()).isEqualTo(Verdict.State.STALLED);
        assertThat(here.verdict().victims())
                .singleElement()
                .satisfies(victim -> assertThat(victim.vertex()).isEqualTo(server.vertex()));
    }

    @Test
    void containerInStateDIsItsOwnersBusiness() {
        inD(here.nginx, LONG).noSignal();
        assertThat(isQuiet(here.node.view())).isTrue();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes())
                .containsExactly("thread 210 of nginx 210 in a container: state D in percpu_rwsem_wait, at least 41 s; "
                        + "nobody is seen to end that container");
    }

    @Test
    void containerThatIsToEndAndCannotStalls() {
        inD(here.nginx, LONG).killed();
        assertThat(isQuiet(here.node.view())).isFalse();
        writes(here.nginx, 210);
        assertThat(here.judged()).isEqualTo("STALLED mount /var/lib/state kernel.file-system-wait");
        assertThat(here.shown())
                .contains(
                        "containerd-shim 200 inferred nginx 210: overdue-child",
                        "nginx 210 fd 30 needs /var/lib/state: file-system");
    }

    @Test
    void childThatIsHeldKeepsAKilledContainer() {
        here.nginx.killed();
        var worker = here.node.child(here.nginx, 211, "worker");
        inD(worker, LONG).killed();
        writes(worker, 211);
        assertThat(here.judged()).isEqualTo("STALLED mount /var/lib/state kernel.file-system-wait");
    }

    @Test
    void childThatIsKilledInsideOfALivingContainerIsItsOwnersBusiness() {
        here.nginx.noSignal();
        inD(here.node.child(here.nginx, 211, "worker"), LONG).killed();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void execThatIsKilledInsideOfALivingContainerIsItsOwnersBusinessToo() {
        here.nginx.noSignal().knownAs(210, 1);
        var exec = here.node.child(here.shim, 212, "cat").knownAs(212, 9);
        inD(exec, LONG).killed();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        here.nginx.killed();
        writes(exec, 212);
        assertThat(here.verdict().state()).isEqualTo(Verdict.State.STALLED);
    }

    @Test
    void userOutsideOfContainersIsNotLookedAt() {
        inD(here.node.process(300, "backup"), LONG).killed();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes()).isEmpty();
    }

    @Test
    void blindLookAccusesNobody() {
        inD(here.nginx, LONG).killed();
        here.containerd.held(65, 'D', FROZEN, LONG);
        assertThat(WholeNode.judged(WholeNode.verdict(
                        here.node.evidence().without(KernelWaits.TYPE).without(ProcessStatus.TYPE))))
                .doesNotContain("STALLED");
    }

    @Test
    void olderEvidenceThatShowsStateDCannotTell() {
        here.nginx.state('D');
        var verdict = WholeNode.verdict(here.node.evidence().without(KernelWaits.TYPE));
        assertThat(verdict.state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(verdict.notSeen())
                .contains(new BlindSpot(
                        "what nginx 210 waits for",
                        "it is in state D; since when, and whether somebody waits for it, was not read",
                        true));
    }

    @Test
    void olderEvidenceThatDoesNotTellOfThreadsIsNotHealthy() {
        var verdict = WholeNode.verdict(here.node.evidence().without(KernelWaits.TYPE));
        assertThat(verdict.state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(verdict.notSeen())
                .contains(new BlindSpot(
                        "whether a thread is stuck in the kernel", "not read, by an older nodethaw", true));
    }
}
