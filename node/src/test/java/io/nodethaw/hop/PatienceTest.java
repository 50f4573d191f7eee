package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.docker.DockerAnswer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final WholeNode here = new WholeNode();

    private Optional<Duration> patience() {
        return WholeNode.chain().patience(here.node.view());
    }

    @Test
    void nodeWhereEverybodyAnswersNeedsNone() {
        assertThat(patience()).isEmpty();
    }

    @Test
    void daemonWithoutAnAnswerIsAskedForAsLongAsItMayTake() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(patience()).contains(Probed.ANSWER);
    }

    @Test
    void whoWasNotAskedInTimeIsAskedWithMoreTime() {
        here.node.reading(DockerAnswer.TYPE, WholeNode.DOCKER, new Reading.Failed<>(Reading.Failed.tooLate(256)));
        assertThat(WholeNode.chain().timeToAsk(here.node.view())).contains(Probed.ANSWER);
        here.node.reading(DockerAnswer.TYPE, WholeNode.DOCKER, new Reading.Failed<>("Input/output error"));
        assertThat(WholeNode.chain().timeToAsk(here.node.view())).isEmpty();
    }

    @Test
    void unitsThatWereNotToldYetAreAskedForAgain() {
        here.node.silent(Units.TYPE);
        assertThat(patience()).contains(Probed.ANSWER);
    }

    @Test
    void unitsMakeNobodyWaitWhereSomebodyIsSeenToWait() {
        here.node.silent(Units.TYPE);
        here.deaf();
        assertThat(patience()).isEmpty();
    }
}
