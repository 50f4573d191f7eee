package io.nodethaw.collect;

import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;

/**
 * When a question was put in line, and when it was really asked. While a question waits for its turn, nobody was asked, so
 * nobody is silent. A question whose turn comes too late is not asked at all, because the time left would prove nothing.
 */
final class Turn {
    static final String STAGE = "probe still out";
    private static final String TOO_LATE = Reading.Failed.tooLate(Turns.MOST);

    /** A turn that comes within this time counts as immediate: the thread took that long to start. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final Duration limit;
    private final Deadline deadline;
    private volatile Duration begun = Duration.ZERO;
    private volatile boolean out;

    Turn(Duration limit, Host host) {
        this.limit = limit;
        this.deadline = host.deadline(limit);
    }

    /** Begins to ask; returns the deadline for it. */
    Deadline begin() throws IOException {
        boolean late = deadline.left().compareTo(limit.dividedBy(2)) < 0;
        if (late && deadline.waited().compareTo(AT_ONCE) > 0) {
            throw new IOException(TOO_LATE);
        }
        begun = deadline.waited();
        out = true;
        return deadline;
    }

    /** The reading while there is no answer. */
    <T> Reading<T> unanswered() {
        return out ? new Reading.Silent<>(deadline.waited().minus(begun), STAGE) : new Reading.Failed<>(TOO_LATE);
    }
}
