package io.nodethaw.analysis;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.locks;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Vertex;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlockRuleTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence containerd = node.process(21, "containerd");
    private final HandMadeGraph graph = new HandMadeGraph(node).role(containerd, "containerd", Standing.SILENT);

    private List<Finding> judged(String hop, String wanted) {
        node.says(
                Goroutines.TYPE,
                Integer.toString(containerd.pid()),
                GoroutineWords.of(
                        containerd,
                        locks(4, "0xc0001000", frame("main.a", "0xc0002000")),
                        locks(5, wanted, frame("main.b", "0xc0001000"))));
        return DeadlockRule.of(hop).judge(ReadTwice.same(node), graph.graph());
    }

    @Test
    void goroutinesThatHoldWhatTheOtherWantsAreDeadlocked() {
        assertThat(judged("containerd", "0xc0002000")).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("containerd.deadlock");
            assertThat(finding.about())
                    .isEqualTo(new Vertex.Goroutine(21, containerd.vertex().startTicks(), 4));
            assertThat(finding.title()).isEqualTo("goroutines 4, 5 wait for each other");
        });
    }

    @Test
    void queueIsNoRing() {
        assertThat(judged("containerd", "0xc0003000")).isEmpty();
    }

    @Test
    void otherHopsHaveRulesOfTheirOwn() {
        assertThat(judged("docker", "0xc0002000")).isEmpty();
    }
}
