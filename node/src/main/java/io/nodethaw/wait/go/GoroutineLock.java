package io.nodethaw.wait.go;

import java.util.List;

/**
 * Something inside a Go process that goroutines wait for.
 *
 * @param address in the process
 * @param waiters ids, the longest waiting first
 * @param holders who holds it, as far as stacks and memory tell, the most likely first; Go's locks do not name their owner
 */
public record GoroutineLock(long address, SyncKind kind, List<Long> waiters, List<Holder> holders) {
    /** The most goroutines that are named when several may hold a lock. */
    static final int MOST_NAMED = 3;

    public GoroutineLock {
        waiters = List.copyOf(waiters);
        holders = List.copyOf(holders);
    }

    /** True when whoever holds it keeps others waiting. */
    public boolean isExclusive() {
        return kind.isExclusive();
    }

    /** True when only one goroutine can be its holder, and the sign for that is the lock itself, not an object around it. */
    public boolean namesHolder() {
        return isExclusive() && holders.size() == 1 && holders.getFirst().sign().isOwn();
    }

    /** True when one goroutine alone certainly or most likely has taken it. */
    boolean isTakenByOne() {
        return isExclusive() && holders.size() == 1 && holders.getFirst().sign().compareTo(HolderSign.INSIDE) <= 0;
    }

    /** True when only one goroutine can be its holder, even if the only sign is the object around the lock. */
    boolean suggestsHolder() {
        return isExclusive() && holders.size() == 1 && holders.getFirst().sign().compareTo(HolderSign.HAS_OBJECT) <= 0;
    }

    /** The holders that are certain. */
    public List<Holder> certain() {
        return holders.stream().filter(holder -> holder.sign().isCertain()).toList();
    }

    /** "probably", "possibly", or nothing where a holder is certain. */
    public String how() {
        return !certain().isEmpty() ? "" : namesHolder() ? "probably" : "possibly";
    }

    /** "possibly held by goroutine 9 or 12", for a lock whose holder is not known for certain. */
    public String doubt() {
        var ids = holders.stream()
                .limit(MOST_NAMED)
                .map(holder -> Long.toString(holder.goroutine()))
                .toList();
        int more = holders.size() - ids.size();
        return ids.isEmpty()
                ? "whose holder is not seen"
                : (how().isEmpty() ? "" : how() + " ") + "held by goroutine " + String.join(" or ", ids)
                        + (more > 0 ? " or one of " + more + " more" : "");
    }

    /** What it is. */
    public enum SyncKind {
        MUTEX("mutex", true, 8),
        /**
         * An RWMutex whose writer keeps readers and other writers waiting, whether it holds the lock or is the next to get it.
         */
        RWMUTEX("rwmutex", true, 24),
        /** An RWMutex whose readers keep its next writer waiting. */
        RWMUTEX_READERS("rwmutex (for its readers)", true, 24),
        WAIT_GROUP("wait group", false, 16),
        CONDITION("condition", false, 48),
        SEMAPHORE("semaphore", false, 4),
        CHANNEL("channel", false, 96);

        private final String words;
        private final boolean exclusive;
        private final int bytes;

        SyncKind(String words, boolean exclusive, int bytes) {
            this.words = words;
            this.exclusive = exclusive;
            this.bytes = bytes;
        }

        /** How long it is at most, on 64 bits (package sync; hchan of runtime/chan.go, whose buffer may follow). */
        int bytes() {
            return bytes;
        }

        /** As a person reads it. */
        public String words() {
            return words;
        }

        /** See {@link GoroutineLock#isExclusive}. */
        public boolean isExclusive() {
            return exclusive;
        }
    }

    /**
     * A goroutine that may have it.
     *
     * @param goroutine its id
     * @param sign what shows that it does
     * @param function the function that shows it; empty when only memory shows it
     */
    public record Holder(long goroutine, HolderSign sign, String function) {}

    /** What shows that a goroutine holds a lock, the strongest sign first. */
    public enum HolderSign {
        /** One of its functions has deferred the release of exactly this lock. */
        RELEASES("it releases it when it returns"),
        /** It has the inner mutex of the RWMutex and waits for the readers to leave. */
        NEXT_WRITER("it is the writer that comes next"),
        /** It runs the function of a sync.Once. */
        RUNS_ONCE("it runs what is run once"),
        /** One of its functions is at a line between those that take and release the lock. */
        INSIDE("it stands between taking and releasing it"),
        /** No other goroutine has the address of the lock. */
        ONLY_ONE("it alone has its address"),
        /** One of its functions has taken the lock, and may have released it, as it does that in more than one place. */
        MAY_HAVE_RELEASED("it has taken it, and may have released it"),
        /** It and others have the address of the lock. */
        ONE_OF_SEVERAL("one of those that have its address"),
        /** It has an address a little below that of the lock: the object that contains the lock. */
        HAS_OBJECT("it has the object around it"),
        /** It is at work, and shares an object with those that wait. */
        SHARES_OBJECT("it is at work and shares an object with the waiters"),
        /** It runs the function of a sync.Once which the same function wants that waits. */
        RUNS_A_ONCE("it runs what is run once, for the same function"),
        /** It waits for the lock itself, and its callers have the object around it. */
        CALLED_WITHIN("it waits for it itself, within functions that have the object around it");

        private final String words;

        HolderSign(String words) {
            this.words = words;
        }

        /** As a person reads it. */
        public String words() {
            return words;
        }

        /** True when it cannot be otherwise: only such holders make a proven deadlock. */
        public boolean isCertain() {
            return this == RELEASES || this == NEXT_WRITER || this == RUNS_ONCE;
        }

        /** True when the sign is about the lock itself, not about an object around it. */
        public boolean isOwn() {
            return isCertain() || this == INSIDE || this == ONLY_ONE;
        }
    }
}
