package io.nodethaw.wait;

import java.util.List;
import java.util.Locale;

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

    /** True when one goroutine holds it at a time, so that a holder keeps the others waiting. */
    public boolean isExclusive() {
        return kind == Kind.MUTEX || kind == Kind.RWMUTEX;
    }

    /** True when one goroutine alone comes into question as its holder, and more speaks for it than an object it shares. */
    public boolean namesHolder() {
        return isExclusive() && holders.size() == 1 && holders.getFirst().sign() != Sign.SHARES_OBJECT;
    }

    /** What it is. */
    public enum Kind {
        MUTEX,
        RWMUTEX,
        WAIT_GROUP,
        CONDITION,
        SEMAPHORE,
        CHANNEL;

        /** As a person reads it. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
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
        SHARES_OBJECT;

        /** As a person reads it. */
        public String words() {
            return switch (this) {
                case ONLY_ONE -> "it alone has its address";
                case ONE_OF_SEVERAL -> "one of those that have its address";
                case HAS_OBJECT -> "it has the object around it";
                case SHARES_OBJECT -> "it shares an object with the waiters";
            };
        }
    }
}
