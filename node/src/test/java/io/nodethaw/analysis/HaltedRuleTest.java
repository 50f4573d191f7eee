package io.nodethaw.analysis;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role.Standing;
import org.junit.jupiter.api.Test;

class HaltedRuleTest {
    private static final Party DOCKER = new Party("docker", "dockerd", "Nothing starts.");

    private final HaltedRule stopped = HaltedRule.stopped(DOCKER);
    private final HaltedRule frozen = HaltedRule.frozen(DOCKER);
    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");
    private final HandMadeGraph graph = new HandMadeGraph(node).role(dockerd, "docker", Standing.SILENT);

    @Test
    void stoppedHopIsFound() {
        graph.stopped(dockerd);
        assertThat(stopped.judge(node.view(), graph.graph())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("docker.stopped");
            assertThat(finding.about()).isEqualTo(dockerd.vertex());
            assertThat(finding.title()).isEqualTo("stopped by a signal");
        });
        assertThat(frozen.judge(node.view(), graph.graph())).isEmpty();
    }

    @Test
    void tracerThatSitsOnItIsNamed() {
        graph.traced(dockerd, node.process(30, "gdb").still().vertex());
        assertThat(stopped.judge(node.view(), graph.graph()))
                .extracting(Finding::title)
                .containsExactly("held by its tracer gdb 30");
    }

    @Test
    void tracerAtWorkHoldsNothing() {
        graph.traced(dockerd, node.process(30, "gcore").moves().vertex());
        assertThat(stopped.judge(node.view(), graph.graph())).isEmpty();
    }

    @Test
    void frozenHopIsFound() {
        graph.frozen(dockerd, "/docker");
        assertThat(frozen.judge(node.view(), graph.graph()))
                .extracting(Finding::code)
                .containsExactly("docker.frozen");
        assertThat(stopped.judge(node.view(), graph.graph())).isEmpty();
    }

    @Test
    void hopThatWaitsOtherwiseIsNotHeld() {
        graph.asked(dockerd).needs(dockerd, node.process(21, "containerd"));
        assertThat(stopped.judge(node.view(), graph.graph())).isEmpty();
        assertThat(frozen.judge(node.view(), graph.graph())).isEmpty();
    }

    @Test
    void otherHopsAndStrangersAreLeftToOtherRules() {
        var containerd = node.process(21, "containerd");
        graph.role(containerd, "containerd", Standing.SILENT)
                .stopped(containerd)
                .stopped(node.process(22, "sleep"));
        assertThat(stopped.judge(node.view(), graph.graph())).isEmpty();
    }
}
