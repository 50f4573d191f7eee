package io.nodethaw.golang;

import java.time.Duration;
import java.util.Map;

/**
 * For how long the threads of a process have not run.
 *
 * @param idle by thread; empty where nothing tells
 */
public record LastRuns(Map<Integer, Duration> idle) {
    /** Where nothing tells. */
    public static final LastRuns UNKNOWN = new LastRuns(Map.of());

    public LastRuns {
        idle = Map.copyOf(idle);
    }

    /** For how long a thread has not run; zero where that is not known. */
    Duration of(int tid) {
        return idle.getOrDefault(tid, Duration.ZERO);
    }

    /** For how long no thread of the process has run: nobody can have begun to wait since. */
    Duration ofAll() {
        return idle.values().stream().min(Duration::compareTo).orElse(Duration.ZERO);
    }
}
