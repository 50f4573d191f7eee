package io.nodethaw.evidence;

import java.time.Duration;

/** The first and the last time that something was seen in a look. What is the same in both has stood still between. */
public record Twice<T>(Sample<T> firstSample, Sample<T> lastSample) {
    /** What was seen first. */
    public T first() {
        return firstSample.reading().seen().orElseThrow();
    }

    /** What was seen last. */
    public T last() {
        return lastSample.reading().seen().orElseThrow();
    }

    /** How long it is sure to have lasted from one to the other; zero where that is not told. */
    public Duration between() {
        return firstSample.until(lastSample);
    }
}
