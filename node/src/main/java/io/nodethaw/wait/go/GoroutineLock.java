package io.nodethaw.wait.go;

import java.util.List;

/**
 * Something inside a Go process that goroutines wait for.
 *
 * @param address in the process
 * @param waiters ids, the longest waiting first
 * @param holders who has it as far as stacks and memory tell, the likeliest first; Go's locks do not name their owner
 */
public record GoroutineLock(long address, SyncKind kind, List<Long> waiters, List<Holder> holders) {
    /** Of several that may hold a lock, so many are named. */
    static final int MOST_NAMED = 3;

    public GoroutineLock {
        waiters = List.copyOf(waiters);
        holders = List.copyOf(holders);
    }

    /** True when whoever has it keeps the others waiting. */
    public boolean isExclusive() {
        return kind.isExclusive();
    }

    /** True when one goroutine alone comes into question as its holder, and more speaks for it than an object it has. */
    public boolean namesHolder() {
        return isExclusive() && holders.size() == 1 && holders.getFirst().sign().isOwn();
    }

    /** True when one goroutine alone comes into question, if only for the object around the lock. */
    boolean suggestsHolder() {
        return isExclusive() && holders.size() == 1 && holders.getFirst().sign().compareTo(HolderSign.HAS_OBJECT) <= 0;
    }

    /** Those that are certain to have it. */
    public List<Holder> certain() {
        return holders.stream().filter(holder -> holder.sign().isCertain()).toList();
    }

    /** "possibly held by goroutine 9 or 12", of those that do not tell who alone has it. */
    public String doubt() {
        var ids = holders.stream()
                .limit(MOST_NAMED)
                .map(holder -> Long.toString(holder.goroutine()))
                .toList();
        int more = holders.size() - ids.size();
        return ids.isEmpty()
                ? "who holds it is not seen"
                : "possibly held by goroutine " + String.join(" or ", ids)
                        + (more > 0 ? " or one of " + more + " more" : "");
    }

    /** What it is. */
    public enum SyncKind {
        MUTEX("mutex", true),
        /** An RWMutex whose writer, one that has it or one that is next, keeps readers and other writers waiting. */
        RWMUTEX("rwmutex", true),
        /** An RWMutex whose readers keep its next writer waiting. */
        RWMUTEX_READERS("rwmutex (for its readers)", true),
        WAIT_GROUP("wait group", false),
        CONDITION("condition", false),
        SEMAPHORE("semaphore", false),
        CHANNEL("channel", false);

        private final String words;
        private final boolean exclusive;

        SyncKind(String words, boolean exclusive) {
            this.words = words;
            this.exclusive = exclusive;
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
     * @param sign what speaks for it
     * @param function that shows it; empty where only its memory does
     */
    public record Holder(long goroutine, HolderSign sign, String function) {}

    /** What speaks for a holder, the strongest first. */
    public enum HolderSign {
        /** One of its functions has deferred the release of this very lock. */
        RELEASES("it releases it when it returns"),
        /** It has the RWMutex's own mutex, and waits for its readers. */
        NEXT_WRITER("it is the writer that comes next"),
        /** It is in the function that a sync.Once runs. */
        RUNS_ONCE("it runs what is run once"),
        /** One of its functions stands between the lines that take and release it. */
        INSIDE("it stands between taking and releasing it"),
        /** It alone has the address of the lock. */
        ONLY_ONE("it alone has its address"),
        /** It has the address, and so have others. */
        ONE_OF_SEVERAL("one of those that have its address"),
        /** It has an address a little below that of the lock: the object that the lock is a field of. */
        HAS_OBJECT("it has the object around it"),
        /** It is at work, and shares an object with those that wait. */
        SHARES_OBJECT("it is at work and shares an object with the waiters"),
        /** It waits for it itself, and those that called it have the object around it. */
        CALLED_WITHIN("it waits for it itself, within functions that have the object around it");

        private final String words;

        HolderSign(String words) {
            this.words = words;
        }

        /** As a person reads it. */
        public String words() {
            return words;
        }

        /** True where nothing else can be the case: only such holders make a proven deadlock. */
        public boolean isCertain() {
            return this == RELEASES || this == NEXT_WRITER || this == RUNS_ONCE;
        }

        /** True where it is the lock itself that the holder is seen with, not something around it. */
        public boolean isOwn() {
            return isCertain() || this == INSIDE || this == ONLY_ONE;
        }
    }
}
