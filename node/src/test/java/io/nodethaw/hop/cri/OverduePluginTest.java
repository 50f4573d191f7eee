package io.nodethaw.hop.cri;

import static io.nodethaw.wait.GoroutineWords.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.RestWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverduePluginTest {
    private static final String INVOKES = "github.com/containernetworking/cni/pkg/invoke.(*RawExec).ExecPlugin";

    private final WholeNode here = new WholeNode();

    private ProcessEvidence child(String comm, Duration age) {
        here.containerd.mountNamespace(1);
        return here.node
                .child(here.containerd, 61, comm)
                .aged(age)
                .mountNamespace(1)
                .still();
    }

    private void containerdWaitsIn(String function) {
        var goroutine = new Goroutine(
                7,
                "syscall",
                -1,
                false,
                List.of(frame("os.(*Process).Wait", "0x1"), frame(function, "0x1")),
                Optional.empty(),
                Optional.of(new Goroutine.Blocked.InCall(0)),
                List.of());
        here.node.says(Goroutines.TYPE, "60", GoroutineWords.of(here.containerd, goroutine));
    }

    @Test
    void plugInThatDoesNothingForMinutesIsTheRoot() {
        child("calico", Duration.ofMinutes(6));
        containerdWaitsIn(INVOKES);
        assertThat(here.judged()).isEqualTo("STALLED calico 61 cri.network-plugin-overdue");
        assertThat(here.shown()).anyMatch(line -> line.contains("containerd 60 needs calico 61"));
    }

    /** Multus waits for a file of its daemon, and looks for it once a second. */
    @Test
    void itIsProvenToStandOnceItHasNotRunForLongerThanAPause() {
        var plugin = child("multus", Duration.ofMinutes(6));
        containerdWaitsIn(INVOKES);
        assertThat(finding().confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding().title()).startsWith("did nothing between two readings, and its runtime has waited");
        RestWords.rests(here.node, plugin, Duration.ofSeconds(1));
        assertThat(finding().confidence()).isEqualTo(Confidence.LIKELY);
        RestWords.rests(here.node, plugin, Duration.ofSeconds(40));
        assertThat(finding().confidence()).isEqualTo(Confidence.PROVEN);
        assertThat(finding().title()).startsWith("has done nothing for at least 40 s, and its runtime has waited");
    }

    /** What it has started may be at work now and then. */
    @Test
    void whatItHasStartedHasToStandToo() {
        var plugin = child("calico", Duration.ofMinutes(6));
        RestWords.rests(here.node, plugin, Duration.ofMinutes(5));
        var other = here.node.child(plugin, 62, "host-local").mountNamespace(1).still();
        containerdWaitsIn(INVOKES);
        assertThat(finding().confidence()).isEqualTo(Confidence.LIKELY);
        RestWords.rests(here.node, other, Duration.ofSeconds(50));
        assertThat(finding().title()).startsWith("has done nothing for at least 50 s,");
    }

    private Finding.Stuck finding() {
        return (Finding.Stuck) here.verdict().roots().getFirst().finding().orElseThrow();
    }

    @Test
    void itHasAsMuchTimeAsKubeletGivesTheRuntime() {
        child("calico", Duration.ofMinutes(4));
        containerdWaitsIn(INVOKES);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void plugInAtWorkIsNoStall() {
        child("calico", Duration.ofMinutes(6)).moves();
        containerdWaitsIn(INVOKES);
        assertThat(here.judged()).doesNotStartWith("STALLED");
    }

    /** An NRI plug-in lives as long as its runtime, and so does the runtime's own logger. */
    @Test
    void childOfAnotherKindMayLast() {
        child("nri-plugin", Duration.ofHours(6));
        containerdWaitsIn("github.com/containerd/nri/pkg/adaptation.(*plugin).start");
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void blindLookNamesNobody() {
        child("calico", Duration.ofMinutes(6));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        containerdWaitsIn(INVOKES);
        assertThat(WholeNode.chain()
                        .judge(
                                here.node.blindTo(ProcessTable.TYPE),
                                WholeNode.chain().graph(here.node.blindTo(ProcessTable.TYPE)))
                        .roots())
                .isEmpty();
    }

    @Test
    void onceAChildIsLateTheRuntimeIsRead() {
        child("calico", Duration.ofMinutes(6));
        assertThat(new OverduePlugin(_ -> Set.of(60)).wants(here.node.view(), new Reach(Set.of(), Set.of())))
                .contains(Goroutines.TYPE.key(60), Namespaces.TYPE.key(61))
                .doesNotContain(LastRan.TYPE.key(61));
        containerdWaitsIn(INVOKES);
        assertThat(new OverduePlugin(_ -> Set.of(60)).wants(here.node.view(), new Reach(Set.of(), Set.of())))
                .contains(LastRan.TYPE.key(61));
        assertThat(new OverduePlugin(_ -> Set.of(70)).wants(here.node.view(), new Reach(Set.of(), Set.of())))
                .isEmpty();
    }

    @Test
    void plugInThatIsSeenToWaitForSomebodyIsNotTheOneToEnd() {
        var plugin =
                child("calico", Duration.ofMinutes(6)).opens(3, "/run/cni/lock").blockedIn("flock", 3);
        containerdWaitsIn(INVOKES);
        here.node.process(510, "backup").opens(7, "/run/cni/lock");
        here.node.lock(5, "FLOCK", 510, "fd:01:42").lockWanted(5, "FLOCK", plugin.pid(), "fd:01:42");
        assertThat(here.judged()).isEqualTo("STALLED backup 510 kernel.file-lock-held");
        assertThat(here.verdict().findings()).extracting(Finding::code).doesNotContain("cri.network-plugin-overdue");
    }
}
