package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.wait.NodeView;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnhealthyTest {
    private final WholeNode here = new WholeNode();

    private static List<Finding> findings(NodeView view) {
        return new Unhealthy().judge(view, WholeNode.chain().graph(view));
    }

    private void sick() {
        here.node.says(KubeletAnswer.TYPE, new KubeletAnswer(500, "[-]syncloop failed: reason withheld\n"));
    }

    @Test
    void kubeletThatCallsItselfSickIsAWarning() {
        sick();
        assertThat(findings(here.node.view()))
                .singleElement()
                .isInstanceOfSatisfying(Finding.Warning.class, finding -> {
                    assertThat(finding.code()).isEqualTo("kubelet.unhealthy");
                    assertThat(finding.about()).isEqualTo(here.kubelet.vertex());
                    assertThat(finding.confidence()).isEqualTo(Confidence.PROVEN);
                    assertThat(finding.title()).isEqualTo("healthz says syncloop failed");
                });
    }

    @Test
    void healthyKubeletIsQuiet() {
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void blindLookFindsNothing() {
        sick();
        assertThat(findings(here.node.blindTo(KubeletAnswer.TYPE))).isEmpty();
    }

    @Test
    void sickKubeletThatNothingExplainsIsUnclearEvenWhileItMoves() {
        sick();
        assertThat(here.judged()).isEqualTo("UNCLEAR kubelet 80 kubelet.unhealthy");
        here.kubelet.moves();
        assertThat(here.judged()).isEqualTo("UNCLEAR kubelet 80 kubelet.unhealthy");
    }

    @Test
    void sickKubeletWaitsForItsStoppedRuntime() {
        sick();
        here.dockerd.stopped();
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(here.judged()).isEqualTo("STALLED dockerd 70 docker.stopped");
        assertThat(here.shown()).contains("kubelet 80 inferred dockerd 70: open-connection");
    }
}
