package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import java.time.Duration;
import java.util.Optional;

/**
 * How long all questions of a command took together. One instance.
 *
 * @param took from the first question to the last answer, or to the end of the wait for it
 * @param queued how much of that at most we were queued for a processor; absent where the kernel does not tell
 */
public record AskingTime(Duration took, Optional<Duration> queued) {
    public static final FactType<AskingTime> TYPE = new FactType<>("bus-asking-time", AskingTime.class);

    /** A tenth of the time: our own limit. With less a command ends hardly later than on a machine with nothing else to do. */
    private static final int PART = 10;

    public AskingTime {
        var all = took;
        queued = queued.map(time -> time.compareTo(all) > 0 ? all : time);
    }

    /** True where it would have ended clearly earlier with a processor of its own. */
    public boolean lacksProcessor() {
        return queued.filter(time -> time.multipliedBy(PART).compareTo(took) >= 0)
                .isPresent();
    }
}
