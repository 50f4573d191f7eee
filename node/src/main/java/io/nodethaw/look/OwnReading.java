package io.nodethaw.look;

import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.source.ReadingPlaces;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Silence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One reading that is taken in our own process, by one of two threads, and its outcome. */
final class OwnReading<T> {
    private final FactType<T> type;
    private final String instance;
    private final ReadingPlaces.Reader<T> reader;
    private final InstantSource clock;
    private final Instant asked;
    private volatile Optional<Sample<T>> sample = Optional.empty();

    OwnReading(FactType<T> type, String instance, ReadingPlaces.Reader<T> reader, InstantSource clock) {
        this.type = type;
        this.instance = instance;
        this.reader = reader;
        this.clock = clock;
        this.asked = clock.instant();
    }

    /** Reads it. */
    void read() {
        var begun = clock.instant();
        Reading<T> reading;
        try {
            reading = new Reading.Seen<>(reader.read());
        } catch (IOException | RuntimeException e) {
            reading = Outcome.of(e);
        }
        sample = Optional.of(new Sample<>(reading, begun, clock.instant()));
    }

    /** Puts the outcome into the evidence: silent when its thread did not get to it. */
    void putInto(Evidence.Builder evidence) {
        evidence.put(type, instance, sample.orElseGet(this::silent));
    }

    private Sample<T> silent() {
        var now = clock.instant();
        var waited = Duration.between(asked, now);
        return new Sample<>(
                new Reading.Silent<>(waited, "read of " + type.key(instance), Silence.NOT_READ), asked, now);
    }
}
