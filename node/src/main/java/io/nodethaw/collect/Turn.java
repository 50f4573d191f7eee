package io.nodethaw.collect;

import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;

/**
 * When a question was put and when it was really asked. Who has to wait for his turn is not silent: nobody asked him. And who gets
 * it too late is not asked at all, since what is left of the time would say nothing.
 */
final class Turn {
    static final String STAGE = "probe still out";
    private static final String TOO_MANY = "not asked: " + Turns.MOST + " others of its kind had not answered yet";

    /** Who gets it sooner did not wait for it: the thread took that long to start. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final Duration limit;
    private final Deadline deadline;
    private volatile Duration begun = Duration.ZERO;
    private volatile boolean out;

    Turn(Duration limit, Host host) {
        this.limit = limit;
        this.deadline = host.deadline(limit);
    }

    /** Begins to ask: to this deadline. */
    Deadline begin() throws IOException {
        boolean late = deadline.left().compareTo(limit.dividedBy(2)) < 0;
        if (late && deadline.waited().compareTo(AT_ONCE) > 0) {
            throw new IOException(TOO_MANY);
        }
        begun = deadline.waited();
        out = true;
        return deadline;
    }

    /** The reading while there is no answer. */
    <T> Reading<T> unanswered() {
        return out ? new Reading.Silent<>(deadline.waited().minus(begun), STAGE) : new Reading.Failed<>(TOO_MANY);
    }
}
