package io.nodethaw.core;

import java.util.List;
import java.util.Optional;

/**
 * A thread, and what was found out about it.
 *
 * @param lock that it waits for
 * @param frames innermost first
 */
public record ThreadState(CoreThread thread, Doing doing, Optional<LockWait> lock, List<CoreFrame> frames) {
    public ThreadState {
        frames = List.copyOf(frames);
    }

    /** Its number. */
    public int tid() {
        return thread.tid();
    }

    /** The system call that it waits in. */
    public Optional<Doing.InCall> waitsIn() {
        return doing instanceof Doing.InCall call && call.waits() ? Optional.of(call) : Optional.empty();
    }

    /** The same with frames that somebody else has found. */
    ThreadState with(List<CoreFrame> found) {
        return new ThreadState(thread, doing, lock, found);
    }
}
