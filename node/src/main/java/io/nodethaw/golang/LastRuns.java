package io.nodethaw.golang;

import java.time.Duration;
import java.util.Map;

/**
 * How long the threads of a process have not run on which goroutines run.
 *
 * @param idle by thread; empty when nothing tells
 */
public record LastRuns(Map<Integer, Duration> idle) {
    /** Nothing is known about the threads. */
    public static final LastRuns UNKNOWN = new LastRuns(Map.of());

    public LastRuns {
        idle = Map.copyOf(idle);
    }

    /** How long a thread has not run; zero when that is not known. */
    Duration of(int tid) {
        return idle.getOrDefault(tid, Duration.ZERO);
    }

    /** How long none of them has run: no goroutine can have begun to wait since. */
    Duration ofAll() {
        return idle.values().stream().min(Duration::compareTo).orElse(Duration.ZERO);
    }
}
