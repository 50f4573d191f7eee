package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One goroutine, as the Go runtime prints it, with what only memory tells.
 *
 * @param id unique in its process for ever
 * @param state the words in brackets: "chan receive", "select", "semacquire", "IO wait", "syscall", "running"
 * @param minutes for about how long it waits, as printed or from waitsince; -1 when the runtime says nothing. The runtime sets
 *     that time only at a garbage collection, and may set it too early by up to the interval between two of them
 * @param lockedToThread runtime.LockOSThread is in force
 * @param frames innermost first
 * @param creator who started it; empty for the main goroutine
 * @param blocked what it waits for, read from memory; empty in a text dump
 * @param shared addresses that lie both on its stack and on that of another goroutine of the process, from memory: they join a
 *     call to its connection, and a lock to the goroutine that has it
 * @param held locks that others wait for and that this one is seen to hold, from memory
 * @param atLeast how long it has waited at least, from other readings of its process; empty when nothing bounds it
 * @param pod namespace and name of the pod that a function of kubelet was given, from memory: "default/web"
 */
public record Goroutine(
        long id,
        String state,
        int minutes,
        boolean lockedToThread,
        List<Frame> frames,
        Optional<Creator> creator,
        Optional<Blocked> blocked,
        List<Long> shared,
        List<Held> held,
        Optional<Duration> atLeast,
        Optional<String> pod) {
    public Goroutine {
        frames = List.copyOf(frames);
        shared = List.copyOf(shared);
        held = List.copyOf(held);
    }

    /** A goroutine without what is only known from memory. */
    public Goroutine(
            long id,
            String state,
            int minutes,
            boolean lockedToThread,
            List<Frame> frames,
            Optional<Creator> creator,
            Optional<Blocked> blocked,
            List<Long> shared) {
        this(
                id,
                state,
                minutes,
                lockedToThread,
                frames,
                creator,
                blocked,
                shared,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same goroutine with these addresses shared. */
    public Goroutine sharing(List<Long> addresses) {
        return new Goroutine(
                id, state, minutes, lockedToThread, frames, creator, blocked, addresses, held, atLeast, pod);
    }

    /** The same goroutine with these locks held. */
    public Goroutine holding(List<Held> locks) {
        return new Goroutine(id, state, minutes, lockedToThread, frames, creator, blocked, shared, locks, atLeast, pod);
    }

    /** The same goroutine, which has waited at least this long. */
    public Goroutine waiting(Duration age) {
        return new Goroutine(
                id, state, minutes, lockedToThread, frames, creator, blocked, shared, held, Optional.of(age), pod);
    }

    /**
     * A lock that a function of the goroutine has taken and not yet released.
     *
     * @param lock its address
     * @param function the function that releases it
     * @param reading true when it is held for reading, as others may at the same time
     * @param certain true when the release of exactly this lock is deferred to the return of the function, and nothing releases
     *     it before; false when the function is only known to be at a line between taking and releasing it
     * @param doubt why it may have been released already: "it releases it on one of its ways"; empty where nothing is seen that
     *     speaks for that
     */
    public record Held(long lock, String function, boolean reading, boolean certain, Optional<String> doubt) {
        /** One of which nothing is seen that speaks for its having been released. */
        public Held(long lock, String function, boolean reading, boolean certain) {
            this(lock, function, reading, certain, Optional.empty());
        }
    }

    /**
     * One call on the stack.
     *
     * @param function with its package, without type arguments spelled out: "sync.(*Mutex).Lock"
     * @param arguments the text between the parentheses, as printed: "0xc0004a6000, {0x55d0, 0x33}, 0x1?"; "..." for an inlined
     *     call
     * @param offset of the program counter from the function's entry; -1 when none is printed (inlined calls)
     * @param strings strings among the arguments that are not stale, from memory
     */
    public record Frame(
            String function,
            String arguments,
            String file,
            int line,
            long offset,
            boolean inlined,
            List<String> strings) {
        public Frame {
            strings = List.copyOf(strings);
        }
    }

    /**
     * Where a goroutine was started.
     *
     * @param goroutine the goroutine that started it; 0 when the runtime does not say (before Go 1.21)
     * @param offset of the program counter from the function's entry; -1 when none is printed
     */
    public record Creator(String function, long goroutine, String file, int line, long offset) {}

    /** What a goroutine waits for. Addresses are those of its process. */
    public sealed interface Blocked {
        /**
         * The network poller: an open file that is not ready.
         *
         * @param writing true when it waits to write
         */
        record OnDescriptor(int fd, boolean writing) implements Blocked {}

        /** Channels: one, or those of a select. */
        record OnChannels(List<Channel> channels) implements Blocked {
            public OnChannels {
                channels = List.copyOf(channels);
            }
        }

        /**
         * A semaphore of package sync.
         *
         * @param address of the lock itself when the kind is known, otherwise of its semaphore
         * @param state the word before a mutex's semaphore: bit 0 locked, waiters from bit 3 (sync/mutex.go); 0 for others
         */
        record OnLock(long address, Lock kind, int state) implements Blocked {}

        /**
         * A system call, made by this thread, numbered in the pid namespace we look from; 0 when the thread could not be found.
         */
        record InCall(int tid) implements Blocked {}

        /** A timer that expires at this moment of the monotonic clock, in nanoseconds. */
        record Sleeping(long until) implements Blocked {}
    }

    /**
     * A channel.
     *
     * @param length number of values in its buffer now
     * @param capacity of its buffer
     */
    public record Channel(long address, long length, long capacity, boolean closed) {}

    /** Kinds of lock, known from the frames that called for the semaphore. */
    public enum Lock {
        MUTEX,
        RWMUTEX_READ,
        RWMUTEX_WRITE,
        WAIT_GROUP,
        CONDITION,
        SEMAPHORE
    }
}
