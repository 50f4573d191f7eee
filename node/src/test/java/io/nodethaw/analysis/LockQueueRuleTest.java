package io.nodethaw.analysis;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.locks;
import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockQueueRuleTest {
    private static final String LOCK = "0xc0001000";

    private final NodeEvidence node = node();
    private final ProcessEvidence kubelet = node.process(20, "kubelet");
    private final LockQueueRule rule =
            LockQueueRule.of(new Party("kubelet", "kubelet", ""), WayOut.restart("containers keep running"));

    private List<Finding> judged(Standing standing, Goroutine... goroutines) {
        node.says(Goroutines.TYPE, Integer.toString(kubelet.pid()), GoroutineWords.of(kubelet, goroutines));
        var graph = new HandMadeGraph(node).role(kubelet, "kubelet", standing);
        return rule.judge(ReadTwice.same(node), graph.graph());
    }

    @Test
    void aWaitForALockWithoutAKnownHolderIsNotSlow() {
        assertThat(judged(Standing.SILENT, locks(4, LOCK), locks(5, LOCK)))
                .singleElement()
                .isInstanceOfSatisfying(Finding.Warning.class, finding -> {
                    assertThat(finding.code()).isEqualTo("kubelet.waits-for-lock");
                    assertThat(finding.about()).isEqualTo(kubelet.vertex());
                    assertThat(finding.title())
                            .isEqualTo("goroutine 4 and 1 more wait for a lock, whose holder is not seen");
                });
    }

    @Test
    void allThatMayHoldItAreNamed() {
        assertThat(judged(
                        Standing.SILENT,
                        locks(4, LOCK),
                        selects(8, frame("main.a", LOCK)),
                        selects(9, frame("main.b", LOCK))))
                .extracting(Finding::title)
                .containsExactly("goroutine 4 waits for a lock, possibly held by goroutine 8 or 9");
    }

    @Test
    void whoAnswersMayHaveLocks() {
        assertThat(judged(Standing.ANSWERED, locks(4, LOCK))).isEmpty();
    }

    @Test
    void theChainTellsAKnownHolder() {
        assertThat(judged(Standing.SILENT, locks(4, LOCK), selects(8, frame("main.a", LOCK))))
                .isEmpty();
    }

    @Test
    void theChainTellsAWaitForAnotherProcess() {
        node.says(Goroutines.TYPE, Integer.toString(kubelet.pid()), GoroutineWords.of(kubelet, locks(4, LOCK)));
        var graph = new HandMadeGraph(node)
                .role(kubelet, "kubelet", Standing.SILENT)
                .edge(kubelet.vertex(), node.process(21, "dockerd").vertex(), Strength.NEEDS, Wait.CALL);
        assertThat(rule.judge(ReadTwice.same(node), graph.graph())).isEmpty();
    }

    @Test
    void nothingIsSaidAboutWhatWasReadOnlyOnce() {
        node.says(Goroutines.TYPE, Integer.toString(kubelet.pid()), GoroutineWords.of(kubelet, locks(4, LOCK)));
        var graph = new HandMadeGraph(node).role(kubelet, "kubelet", Standing.SILENT);
        assertThat(rule.judge(node.view(), graph.graph())).isEmpty();
    }
}
