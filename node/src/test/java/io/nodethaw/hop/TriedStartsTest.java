package io.nodethaw.hop;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Canary;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriedStartsTest {
    private static final String DOCKER = "a container through dockerd";

    private final WholeNode here = new WholeNode();

    private void came(Reading<Canary.Started> reading) {
        here.node.reading(Canary.Started.TYPE, DOCKER, reading);
    }

    @Test
    void startThatSucceededIsTold() {
        came(new Reading.Seen<>(new Canary.Started("container x started and removed in 512 ms")));
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("HEALTHY");
        assertThat(here.verdict().notes()).containsExactly("container x started and removed in 512 ms");
    }

    @Test
    void startThatHangsMakesItsDaemonAVictim() {
        came(new Reading.Silent<>(Duration.ofSeconds(10), "reply"));
        assertThat(here.verdict().victims()).extracting(Victim::vertex).containsExactly(here.dockerd.vertex());
        assertThat(here.verdict().state().exitCode())
                .as("who is to blame is not seen")
                .isEqualTo(2);
    }

    @Test
    void startThatHangsLeadsToWhateverHoldsItUp() {
        came(new Reading.Silent<>(Duration.ofSeconds(10), "reply"));
        here.startsAContainer(Duration.ofSeconds(60));
        here.deaf();
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("STALLED systemd 1 systemd.deaf-on-bus");
    }

    @Test
    void startThatFailedLeavesNoNodeHealthy() {
        came(new Reading.Failed<>("reply to POST /containers/x/start: 500 no space left on device"));
        assertThat(here.verdict().state().exitCode()).isEqualTo(2);
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).contains("why " + DOCKER + " did not start");
    }

    @Test
    void whereNoStartCouldBeTriedTheNodeIsNotCalledHealthy() {
        came(new Reading.NotAsked<>("dockerd has no pause image, and none is pulled"));
        assertThat(here.verdict().state().exitCode()).isEqualTo(2);
    }

    @Test
    void oneOfSeveralThatCouldNotBeTriedIsSaid() {
        came(new Reading.NotAsked<>("dockerd has no pause image, and none is pulled"));
        here.node.reading(
                Canary.Started.TYPE,
                "a pod sandbox through CRI",
                new Reading.Seen<>(new Canary.Started("pod sandbox x started and removed in 152 ms")));
        assertThat(WholeNode.judged(here.verdict())).isEqualTo("HEALTHY");
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).contains("whether " + DOCKER + " starts");
    }

    @Test
    void startThatHangsHidesNoWorkThatIsOverdue() {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.dockerd.pid()),
                GoroutineWords.of(
                        here.dockerd,
                        GoroutineWords.serves(12, 4, "postContainersStart"),
                        selects(9, 3, frame("main.idle", "0x1"))));
        came(new Reading.Silent<>(Duration.ofSeconds(10), "reply"));
        assertThat(WholeNode.judged(WholeNode.verdict(ReadTwice.same(here.node).evidence())))
                .isEqualTo("STALLED dockerd 70 goroutine 12 docker.work-overdue");
    }

    @Test
    void withoutCanariesNothingIsSaidOfThem() {
        assertThat(here.verdict().notSeen()).extracting(BlindSpot::what).noneMatch(what -> what.contains("start"));
    }
}
