package io.nodethaw.analysis;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.locks;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
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

    private static DeadlockRule rule(String hop) {
        return DeadlockRule.of(new Party(hop, hop, ""), WayOut.restart("containers keep running"));
    }

    private List<Finding> judged(String hop, String wanted) {
        return judged(hop, locks(4, "0xc0001000", frame("main.a", "0xc0002000")), wanted, "0xc0001000");
    }

    private List<Finding> judged(String hop, Goroutine first, String wanted, String had) {
        node.says(
                Goroutines.TYPE,
                Integer.toString(containerd.pid()),
                GoroutineWords.of(containerd, first, locks(5, wanted, frame("main.b", had))));
        return rule(hop).judge(ReadTwice.same(node), graph.graph());
    }

    private static Goroutine certain(Goroutine goroutine, long lock) {
        return goroutine.holding(List.of(new Goroutine.Held(lock, "main.Hold", false, true)));
    }

    @Test
    void goroutinesThatAreCertainToHoldWhatTheOtherWantsAreDeadlocked() {
        node.says(
                Goroutines.TYPE,
                Integer.toString(containerd.pid()),
                GoroutineWords.of(
                        containerd,
                        certain(locks(4, "0xc0001000"), 0xc0002000L),
                        certain(locks(5, "0xc0002000"), 0xc0001000L)));
        assertThat(rule("containerd").judge(ReadTwice.same(node), graph.graph()))
                .singleElement()
                .isInstanceOfSatisfying(Finding.Stuck.class, finding -> {
                    assertThat(finding.code()).isEqualTo("containerd.deadlock");
                    assertThat(finding.confidence()).isEqualTo(Confidence.PROVEN);
                    assertThat(finding.about())
                            .isEqualTo(
                                    new Vertex.Goroutine(21, containerd.vertex().startTicks(), 4));
                    assertThat(finding.title()).isEqualTo("goroutines 4, 5 wait for each other");
                });
        assertThat(rule("containerd")
                        .victims(ReadTwice.same(node), graph.graph().roles()))
                .hasSize(1);
    }

    @Test
    void goroutinesThatOnlySeemToHoldItAreAWarning() {
        var first = locks(4, "0xc0001000").holding(List.of(new Goroutine.Held(0xc0002000L, "main.Hold", false, false)));
        node.says(
                Goroutines.TYPE,
                Integer.toString(containerd.pid()),
                GoroutineWords.of(containerd, first, certain(locks(5, "0xc0002000"), 0xc0001000L)));
        assertThat(rule("containerd").judge(ReadTwice.same(node), graph.graph()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Warning.class,
                        finding -> assertWarning(
                                finding, Confidence.LIKELY, "goroutines 4, 5 wait for each other, as it seems"));
        assertThat(rule("containerd")
                        .victims(ReadTwice.same(node), graph.graph().roles()))
                .isEmpty();
    }

    private void assertWarning(Finding.Warning finding, Confidence confidence, String title) {
        assertThat(finding.confidence()).isEqualTo(confidence);
        assertThat(finding.about()).isEqualTo(containerd.vertex());
        assertThat(finding.title()).isEqualTo(title);
    }

    @Test
    void goroutinesThatOnlyHaveTheAddressesMayBeDeadlocked() {
        assertThat(judged("containerd", "0xc0002000"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Warning.class,
                        finding ->
                                assertWarning(finding, Confidence.POSSIBLE, "goroutines 4, 5 may wait for each other"));
        assertThat(rule("containerd")
                        .victims(ReadTwice.same(node), graph.graph().roles()))
                .isEmpty();
    }

    @Test
    void whoWaitsForItsOwnLockIsStuck() {
        var first = certain(locks(4, "0xc0001000"), 0xc0001000L);
        assertThat(judged("containerd", first, "0xc0003000", "0x1"))
                .extracting(Finding::title)
                .containsExactly("goroutine 4 waits for a lock that it holds itself");
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
