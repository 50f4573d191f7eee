package io.nodethaw.collect;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The moment after which asking is given up; all steps of one probe share it. Measured on the monotonic clock, so that a
 * change of the wall clock cannot lengthen it.
 */
public final class Deadline {
    private final Ticker ticker;
    private final long start;
    private final Duration limit;

    private Deadline(Duration limit, Ticker ticker) {
        this.ticker = ticker;
        this.start = ticker.nanos();
        this.limit = limit;
    }

    /** A deadline that begins to run now. */
    public static Deadline in(Duration limit) {
        return in(limit, Ticker.SYSTEM);
    }

    /** The same, in the time of this ticker. */
    public static Deadline in(Duration limit, Ticker ticker) {
        return new Deadline(limit, ticker);
    }

    /** One that begins to run now and ends after this time, and not later than this one. */
    public Deadline within(Duration limit) {
        var left = left();
        return new Deadline(limit.compareTo(left) < 0 ? limit : left, ticker);
    }

    /** Waits for an answer, not past it. */
    void await(CompletableFuture<?> answer) throws InterruptedException {
        ticker.await(answer, left());
    }

    /** Time since it began to run. */
    public Duration waited() {
        return Duration.ofNanos(ticker.nanos() - start);
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
