package io.nodethaw.collect;

import java.time.Duration;

/**
 * The moment after which asking is given up; all steps of one probe share it. Measured on the monotonic clock, so that a
 * change of the wall clock cannot lengthen it.
 */
public final class Deadline {
    private final long start = System.nanoTime();
    private final Duration limit;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    /** A deadline that begins to run now. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** Time since it began to run. */
    public Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Time left; zero, never negative, when it has passed. */
    public Duration left() {
        var left = limit.minus(waited());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** True when no time is left. */
    public boolean passed() {
        return left().isZero();
    }
}
