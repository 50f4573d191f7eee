package io.nodethaw.collect;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Passing time, waiting, and the threads that wait: real ones on a machine, scripted ones in tests. */
public interface Ticker {
    /** Real time. */
    Ticker SYSTEM = new SystemTicker();

    /** Nanoseconds since some fixed moment; changes of the wall clock do not affect them. */
    long nanos();

    /** Waits for an answer, at most this long. */
    void await(CompletableFuture<?> answer, Duration most) throws InterruptedException;

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException;

    /**
     * Starts a thread that nobody waits for.
     *
     * @throws OutOfMemoryError when no thread can be had: the pids limit of our cgroup or the user is reached
     */
    void start(String name, Runnable work);
}
