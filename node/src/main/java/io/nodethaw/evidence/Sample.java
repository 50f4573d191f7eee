package io.nodethaw.evidence;

import java.time.Duration;
import java.time.Instant;

/** One reading, and where it comes from. */
public record Sample<T>(Reading<T> reading, Origin origin) {
    /**
     * One of a look at the node.
     *
     * @param asked when the question was put
     * @param answered when the answer came, or when we stopped waiting for it
     */
    public Sample(Reading<T> reading, Instant asked, Instant answered) {
        this(reading, new Origin.Live(asked, answered));
    }

    /** How long it is sure to be from this one to a later one; zero where a file does not tell. */
    Duration until(Sample<?> later) {
        return origin instanceof Origin.Live(var _, var here) && later.origin() instanceof Origin.Live(var there, var _)
                ? Duration.between(here, there)
                : Duration.ZERO;
    }
}
