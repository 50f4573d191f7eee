package io.nodethaw.evidence;

import java.time.Duration;

/** The first and the last sample of something in one look. What is the same in both has stood still in between. */
public record Twice<T>(Sample<T> firstSample, Sample<T> lastSample) {
    /** What was seen first. */
    public T first() {
        return firstSample.reading().seen().orElseThrow();
    }

    /** What was seen last. */
    public T last() {
        return lastSample.reading().seen().orElseThrow();
    }

    /** The time that has certainly passed between the two; zero when it is not known. */
    public Duration between() {
        return firstSample.until(lastSample);
    }
}
