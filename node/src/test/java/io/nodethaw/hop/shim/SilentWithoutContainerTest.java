package io.nodethaw.hop.shim;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilentWithoutContainerTest {
    private final WholeNode here = new WholeNode();

    /** One that answers nobody and does nothing. */
    private void silent(Duration age) {
        here.node.silent(ShimAnswer.TYPE, WholeNode.SHIM);
        here.shim.aged(age).still();
    }

    private boolean isFound() {
        return isFound(here.node.view());
    }

    private static boolean isFound(NodeView view) {
        var graph = WholeNode.chain().graph(view);
        return WholeNode.chain().judge(view, graph).findings().stream()
                .anyMatch(finding -> finding.code().equals(SilentWithoutContainer.CODE));
    }

    @Test
    void silentShimOfADeadContainerIsTheRoot() {
        silent(Duration.ofMinutes(5));
        here.nginx.state('Z');
        assertThat(here.judged()).isEqualTo("STALLED shim 200 shim.silent-without-container");
    }

    @Test
    void shimWhoseContainerLivesIsNotEmpty() {
        silent(Duration.ofMinutes(5));
        assertThat(isFound()).isFalse();
    }

    @Test
    void shimThatAnswersIsWell() {
        here.shim.aged(Duration.ofMinutes(5)).still();
        here.nginx.state('Z');
        assertThat(isFound()).isFalse();
    }

    @Test
    void shimThatMovesIsSlowAndNoMore() {
        silent(Duration.ofMinutes(5));
        here.nginx.state('Z');
        here.shim.moves();
        assertThat(isFound()).isFalse();
    }

    /** It cannot answer, and nobody knows what it would say. */
    @Test
    void shimThatGetsNoProcessorIsNotAccused() {
        silent(Duration.ofMinutes(5));
        here.nginx.state('Z');
        here.shim.thread(here.shim.pid()).state('R');
        assertThat(isFound()).isFalse();
    }

    @Test
    void shimThatHasJustBegunHasNoContainerYet() {
        silent(Duration.ofSeconds(20));
        here.nginx.state('Z');
        assertThat(isFound()).isFalse();
    }

    /** What holds it is the root, and ending it would help nobody. */
    @Test
    void stoppedShimIsStopped() {
        silent(Duration.ofMinutes(5));
        here.nginx.state('Z');
        here.shim.stopped();
        assertThat(here.judged()).isEqualTo("STALLED shim 200 shim.stopped");
    }

    @Test
    void blindLookSaysNothing() {
        silent(Duration.ofMinutes(5));
        here.nginx.state('Z');
        assertThat(isFound(here.node.blindTo(ProcessTable.TYPE))).isFalse();
        assertThat(isFound(here.node.blindTo(ShimAnswer.TYPE))).isFalse();
    }

    @Test
    void noContainerEndsWithIt() {
        silent(Duration.ofMinutes(5));
        here.nginx.state('Z');
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        Diagnosis now = new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
        var remedy = new EndShim();
        var target = remedy.target(now, now.verdict().roots().getFirst());
        assertThat(target).contains(Target.of(here.shim.vertex(), "shim 200"));
        assertThat(remedy.ends(now, target.orElseThrow())).isEmpty();
    }
}
