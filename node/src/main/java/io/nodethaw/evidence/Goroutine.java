package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One goroutine, as the Go runtime prints it, and what only its memory tells.
 *
 * @param id unique in its process for ever
 * @param state the words in brackets: "chan receive", "select", "semacquire", "IO wait", "syscall", "running"
 * @param minutes for about how long, as printed or from waitsince; -1 where the runtime says nothing. It sets the time only at a
 *     garbage collection, and may set it up to one interval between two of them too early
 * @param lockedToThread runtime.LockOSThread is in force
 * @param frames innermost first
 * @param creator who started it; empty for the main goroutine
 * @param blocked what it waits at, read from memory; empty in a text dump
 * @param shared addresses on its stack that lie on the stack of another goroutine of the process too, from memory: how a
 *     call finds its connection, and a lock the goroutine that has it
 * @param held locks that others wait for and that this one is seen to have, from memory
 * @param atLeast for how long it waits at least, by what else was read of its process; empty where nothing bounds it
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
        Optional<Duration> atLeast) {
    public Goroutine {
        frames = List.copyOf(frames);
        shared = List.copyOf(shared);
        held = List.copyOf(held);
    }

    /** A goroutine of which it is not known what it holds. */
    public Goroutine(
            long id,
            String state,
            int minutes,
            boolean lockedToThread,
            List<Frame> frames,
            Optional<Creator> creator,
            Optional<Blocked> blocked,
            List<Long> shared) {
        this(id, state, minutes, lockedToThread, frames, creator, blocked, shared, List.of(), Optional.empty());
    }

    /** The same goroutine with these addresses shared. */
    public Goroutine sharing(List<Long> addresses) {
        return new Goroutine(id, state, minutes, lockedToThread, frames, creator, blocked, addresses, held, atLeast);
    }

    /** The same goroutine with these locks held. */
    public Goroutine holding(List<Held> locks) {
        return new Goroutine(id, state, minutes, lockedToThread, frames, creator, blocked, shared, locks, atLeast);
    }

    /** The same goroutine, which has waited for so long at least. */
    public Goroutine waiting(Duration age) {
        return new Goroutine(
                id, state, minutes, lockedToThread, frames, creator, blocked, shared, held, Optional.of(age));
    }

    /**
     * A lock that a function of the goroutine's has taken and not yet released.
     *
     * @param lock its address
     * @param function that releases it
     * @param reading true where it is held to read, beside others
     * @param certain true where the release of this very lock is deferred to the function's return, and nothing between releases
     *     it before; false where the function only stands, by its lines, between taking and releasing it
     */
    public record Held(long lock, String function, boolean reading, boolean certain) {}

    /**
     * One call on the stack.
     *
     * @param function with its package, without type arguments spelled out: "sync.(*Mutex).Lock"
     * @param arguments between the parentheses, as printed: "0xc0004a6000, {0x55d0, 0x33}, 0x1?"; "..." of an inlined call
     * @param offset of the program counter from the function's entry; -1 where none is printed (inlined calls)
     * @param strings texts among the arguments that are not stale, from memory
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
     * Where it was started.
     *
     * @param goroutine that started it; 0 where the runtime does not say (before Go 1.21)
     * @param offset of the program counter from the function's entry; -1 where none is printed
     */
    public record Creator(String function, long goroutine, String file, int line, long offset) {}

    /** What a goroutine waits at. Addresses are those of the process. */
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
         * @param address of the lock itself where the kind is known, else of its semaphore
         * @param state the word before a mutex's semaphore: bit 0 locked, waiters from bit 3 (sync/mutex.go); 0 for others
         */
        record OnLock(long address, Lock kind, int state) implements Blocked {}

        /** A system call: in this thread, numbered in the namespace we look from; 0 when it could not be found. */
        record InCall(int tid) implements Blocked {}

        /** A timer: the moment on the monotonic clock, in nanoseconds. */
        record Sleeping(long until) implements Blocked {}
    }

    /**
     * A channel.
     *
     * @param length values in its buffer now
     * @param capacity of its buffer
     */
    public record Channel(long address, long length, long capacity, boolean closed) {}

    /** Kinds of lock, told by the frames above the semaphore. */
    public enum Lock {
        MUTEX,
        RWMUTEX_READ,
        RWMUTEX_WRITE,
        WAIT_GROUP,
        CONDITION,
        SEMAPHORE
    }
}
