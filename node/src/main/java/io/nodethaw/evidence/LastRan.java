package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;

/**
 * When the threads of one process ran last, on the clocks that the scheduler keeps for the processors on which they did
 * ({@link ProcessorClock}); the instance is the pid. All of it comes from files that are safe to read (stat, sched).
 *
 * @param pid in the namespace we look from
 * @param threads all of them
 */
public record LastRan(int pid, List<Thread> threads) {
    public static final FactType<LastRan> TYPE = FactType.ofProcess("last-ran", LastRan.class);

    public LastRan {
        threads = List.copyOf(threads);
    }

    /**
     * One thread.
     *
     * @param tid in the namespace we look from
     * @param began when it was started, in clock ticks since boot
     * @param processor number of the processor that it ran on last
     * @param at when that was, on the clock of that processor
     */
    public record Thread(int tid, long began, int processor, Duration at) {}
}
