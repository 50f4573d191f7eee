package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Origin;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.docker.DockerAnswer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Light looks at a node made by hand, every ten seconds. */
class GlanceTest {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ScriptedNode scripted = new ScriptedNode();
    private final WholeNode here = scripted.here;

    @BeforeEach
    void sleeps() {
        here.nginx.opens(0, "/dev/null");
    }

    private Evidence glance() throws InterruptedException {
        scripted.time.pause(EVERY);
        return scripted.session.glance(ScriptedNode.LIMIT, _ -> {}).evidence();
    }

    private static Instant read(Evidence evidence, int pid) {
        return evidence.latest(Descriptors.TYPE, Integer.toString(pid))
                .map(sample -> ((Origin.Live) sample.origin()).asked())
                .orElseThrow();
    }

    @Test
    void whatDaemonsAreAtIsLeftOut() throws InterruptedException {
        assertThat(glance().readings(Goroutines.TYPE)).isEmpty();
    }

    @Test
    void filesOfSleepersAreReadOnce() throws InterruptedException {
        var first = glance();
        var second = glance();
        assertThat(WholeNode.judged(WholeNode.verdict(second))).isEqualTo("HEALTHY");
        assertThat(read(second, here.nginx.pid()))
                .isEqualTo(read(first, here.nginx.pid()))
                .isBefore(second.at());
        assertThat(read(second, here.dockerd.pid())).isEqualTo(second.at());
    }

    @Test
    void wholeLookReadsAllFilesAnew() throws InterruptedException {
        glance();
        scripted.time.pause(EVERY);
        var whole = scripted.session.look(ScriptedNode.LIMIT, _ -> false);
        assertThat(read(whole, here.nginx.pid())).isEqualTo(whole.at());
    }

    @Test
    void whenSomebodyIsSilentAllFilesAreReadAnewAndOnce() throws InterruptedException {
        glance();
        here.dockerd.stopped();
        scripted.answersAfter.put(DockerAnswer.TYPE.key(WholeNode.DOCKER), ScriptedNode.NEVER);
        var second = glance();
        assertThat(WholeNode.judged(WholeNode.verdict(second))).startsWith("STALLED dockerd");
        assertThat(read(second, here.nginx.pid())).isAfterOrEqualTo(second.at());
        assertThat(second.count(Descriptors.TYPE.key(here.nginx.pid()))).isEqualTo(1);
    }
}
