package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EvidenceBuilderTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void evidenceStaysAsItWasBuiltWhileMoreIsGathered() {
        var builder = new Evidence.Builder(AT).seen(ProgramVersion.TYPE, "", new ProgramVersion("", "first"));
        var one = builder.build();
        var two = builder.seen(ProgramVersion.TYPE, "", new ProgramVersion("", "second"))
                .build();
        var three = builder.seen(ProgramVersion.TYPE, "", new ProgramVersion("", "third"))
                .build();
        assertThat(one.samples(ProgramVersion.TYPE, "")).hasSize(1);
        assertThat(two.samples(ProgramVersion.TYPE, "")).hasSize(2);
        assertThat(three.samples(ProgramVersion.TYPE, "")).hasSize(3);
        assertThat(three.seen(ProgramVersion.TYPE)).contains(new ProgramVersion("", "third"));
    }

    @Test
    void evidenceStaysAsItIsWhileABuilderGoesOnFromIt() {
        var one = new Evidence.Builder(AT)
                .seen(ProgramVersion.TYPE, "", new ProgramVersion("", "first"))
                .seen(ProgramVersion.TYPE, "", new ProgramVersion("", "second"))
                .build();
        var two = one.toBuilder()
                .seen(ProgramVersion.TYPE, "", new ProgramVersion("", "third"))
                .seen(ProgramVersion.TYPE, "", new ProgramVersion("", "fourth"))
                .build();
        assertThat(one.samples(ProgramVersion.TYPE, "")).hasSize(2);
        assertThat(two.samples(ProgramVersion.TYPE, "")).hasSize(4);
    }
}
