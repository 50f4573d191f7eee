package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.hop.Found;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.docker.DockerAnswer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Short looks, a while after a whole one, at a node made by hand. */
class StillTest {
    private final ScriptedNode scripted = new ScriptedNode();
    private final WholeNode here = scripted.here;
    private Evidence before;

    @BeforeEach
    void dockerIsStopped() throws InterruptedException {
        here.dockerd.stopped();
        scripted.answersAfter.put(DockerAnswer.TYPE.key(WholeNode.DOCKER), ScriptedNode.NEVER);
        before = scripted.session.look(ScriptedNode.LIMIT, _ -> false);
        assertThat(WholeNode.judged(WholeNode.verdict(before))).startsWith("STALLED dockerd 70 docker.stopped");
        scripted.time.pause(Duration.ofSeconds(10));
    }

    private boolean isStill() {
        return scripted.session.isStill(before, Found.of(WholeNode.verdict(before)), ScriptedNode.LIMIT);
    }

    @Test
    void isStillWhileNothingHasChanged() throws InterruptedException {
        assertThat(isStill()).isTrue();
        scripted.time.pause(Duration.ofSeconds(10));
        assertThat(isStill()).isTrue();
    }

    /** It may still be silent for a moment, or for another reason. */
    @Test
    void aProcessThatWasContinuedIsNews() {
        here.dockerd.state('S');
        assertThat(isStill()).isFalse();
    }

    @Test
    void anotherSilenceIsNews() {
        scripted.answersAfter.put(ContainerdAnswer.TYPE.key(WholeNode.CONTAINERD), ScriptedNode.NEVER);
        assertThat(isStill()).isFalse();
    }

    /** Who was well needs a whole look to be called well. */
    @Test
    void aHealthyNodeIsNeverStillSo() {
        var healthy = new ScriptedNode();
        var well = healthy.session.look(ScriptedNode.LIMIT, _ -> false);
        assertThat(WholeNode.judged(WholeNode.verdict(well))).isEqualTo("HEALTHY");
        assertThat(healthy.session.isStill(well, Found.of(WholeNode.verdict(well)), ScriptedNode.LIMIT))
                .isFalse();
    }
}
