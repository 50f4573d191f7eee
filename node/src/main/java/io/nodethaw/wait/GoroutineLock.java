package io.nodethaw.wait;

import java.util.List;

/**
 * Something inside a Go process that goroutines wait for.
 *
 * @param address in the process
 * @param waiters ids, the longest waiting first
 * @param holders who has it as far as its stack tells, the likeliest first; Go's locks do not name their owner
 */
public record GoroutineLock(long address, Kind kind, List<Long> waiters, List<Holder> holders) {
    public GoroutineLock {
        waiters = List.copyOf(waiters);
        holders = List.copyOf(holders);
    }

    /** What it is. */
    public enum Kind {
        MUTEX,
        RWMUTEX,
        WAIT_GROUP,
        CONDITION,
        SEMAPHORE,
        CHANNEL
    }

    /**
     * A goroutine that has the address, and does not wait for it itself.
     *
     * @param goroutine its id
     * @param sign what speaks for it
     * @param function of the frame that shows the address; empty where only its memory does
     */
    public record Holder(long goroutine, Sign sign, String function) {}

    /** What speaks for a holder, the strongest first. */
    public enum Sign {
        /** It alone has the address of the lock. */
        ONLY_ONE,
        /** It has the address, and so have others. */
        ONE_OF_SEVERAL,
        /** It has an address a little below that of the lock: the object that the lock is a field of. */
        HAS_OBJECT,
        /** It shares the object whose method takes the lock with those that wait. */
        SHARES_OBJECT
    }
}
