package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.source.ReadingPlaces;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class OwnReadingTest {
    private static final FactType<String> WORD = new FactType<>("word", String.class);

    private static OwnReading<String> reading(ReadingPlaces.Reader<String> reader) {
        return new OwnReading<>(WORD, "x", reader, InstantSource.fixed(HostFolder.NOW));
    }

    private static Reading<String> outcome(OwnReading<String> reading) {
        var evidence = new Evidence.Builder(HostFolder.NOW);
        reading.putInto(evidence);
        return evidence.build().reading(WORD, "x");
    }

    @Test
    void whatWasReadIsSeen() {
        var reading = reading(() -> "word");
        reading.read();
        assertThat(outcome(reading)).isEqualTo(new Reading.Seen<>("word"));
    }

    @Test
    void whatIsNotThereWasNotAsked() {
        var reading = reading(() -> {
            throw new NotAskedException("no word");
        });
        reading.read();
        assertThat(outcome(reading)).isEqualTo(new Reading.NotAsked<>("no word"));
    }

    /** The thread that was to read it got no time: that it is not there would be wrong to say. */
    @Test
    void whatNobodyReadIsSilent() {
        assertThat(outcome(reading(() -> "word")))
                .isEqualTo(new Reading.Silent<>(Duration.ZERO, "read of word x", Silence.NOT_READ));
    }
}
