package io.nodethaw.evidence;

import java.time.Duration;
import java.time.Instant;

/** One reading with its origin. */
public record Sample<T>(Reading<T> reading, Origin origin) {
    /**
     * A sample of a look at the node.
     *
     * @param asked when the question was put
     * @param answered when the answer came, or when we stopped waiting for it
     */
    public Sample(Reading<T> reading, Instant asked, Instant answered) {
        this(reading, new Origin.Live(asked, answered));
    }

    /** The time that has certainly passed from this sample to a later one; zero when a file does not tell. */
    Duration until(Sample<?> later) {
        return origin instanceof Origin.Live(var _, var here) && later.origin() instanceof Origin.Live(var there, var _)
                ? Duration.between(here, there)
                : Duration.ZERO;
    }
}
