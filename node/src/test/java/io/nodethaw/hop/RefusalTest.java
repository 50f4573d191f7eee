package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.evidence.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final Proof READ = Proof.of("the limit is reached", Machine.TYPE.key());

    private static Refusal said(RefusedStarts.Why why) {
        var line = new RefusedStarts.Line(why, "docker.service", Duration.ofSeconds(5), "no space left on device");
        var evidence = new Evidence.Builder(Instant.EPOCH)
                .put(
                        RefusedStarts.TYPE,
                        "",
                        new Sample<>(
                                new Reading.Seen<>(new RefusedStarts(List.of(line))), Instant.EPOCH, Instant.EPOCH))
                .build();
        return Refusal.of(evidence, RefusedStarts.Why.NO_SPACE);
    }

    @Test
    void whatWasRefusedMakesAnObstacleCertainAndIsOneMoreProof() {
        var refusal = said(RefusedStarts.Why.NO_SPACE);
        assertThat(refusal.certainty(false)).isEqualTo(Obstacle.Certainty.CERTAIN);
        assertThat(refusal.after(READ))
                .extracting(Proof::text)
                .containsExactly("the limit is reached", "docker.service said 5 s ago: no space left on device");
    }

    @Test
    void whatWasRefusedForAnotherReasonIsNone() {
        var refusal = said(RefusedStarts.Why.NO_TASK);
        assertThat(refusal).isEqualTo(Refusal.NONE);
        assertThat(refusal.certainty(false)).isEqualTo(Obstacle.Certainty.SUSPECTED);
        assertThat(refusal.certainty(true)).isEqualTo(Obstacle.Certainty.CERTAIN);
        assertThat(refusal.after(READ)).containsExactly(READ);
    }
}
