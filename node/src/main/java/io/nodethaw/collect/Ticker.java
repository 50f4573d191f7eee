package io.nodethaw.collect;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Time that passes, waiting for it, and threads that live in it: the machine's, or a script's in tests. */
public interface Ticker {
    /** The machine's. */
    Ticker SYSTEM = new SystemTicker();

    /** Nanoseconds since some moment; a change of the wall clock does not move them. */
    long nanos();

    /** Waits for an answer, at most so long. */
    void await(CompletableFuture<?> answer, Duration most) throws InterruptedException;

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException;

    /**
     * Starts a thread that nobody waits for.
     *
     * @throws OutOfMemoryError when there is none to be had: the pids limit of our cgroup or the user is reached
     */
    void start(String name, Runnable work);
}
