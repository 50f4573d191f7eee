package io.nodethaw.collect.child;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Threads of the child, started as needed up to a limit. A thread that hangs in a read is lost until the kernel lets it go;
 * when all are lost, work is refused, so that nothing waits unnoticed.
 */
final class Workers {
    private final ArrayDeque<Work> queue = new ArrayDeque<>();
    private final int limit;
    private final long stuckNanos;
    private int threads;
    private int idle;
    private long lastTaken = System.nanoTime();

    /**
     * One thing to do.
     *
     * @param instead is run when the work is given up before it has begun
     */
    record Work(Runnable work, Runnable instead) {}

    /**
     * Threads, started as needed.
     *
     * @param limit how many at most
     * @param stuck when no thread has been free for this long, all of them are taken to hang
     */
    Workers(int limit, Duration stuck) {
        this.limit = limit;
        this.stuckNanos = stuck.toNanos();
    }

    /** Has it run soon in some thread; false when all threads hang. */
    synchronized boolean submit(Work work) {
        if (idle == 0 && threads == limit && System.nanoTime() - lastTaken >= stuckNanos) {
            return false;
        }
        queue.add(work);
        if (idle >= queue.size()) {
            notify();
        } else if (threads < limit) {
            grow();
        }
        return true;
    }

    /** Gives up the work that has not begun. */
    void giveUpWaiting() {
        List<Work> rest;
        synchronized (this) {
            rest = List.copyOf(queue);
            queue.clear();
        }
        rest.forEach(work -> work.instead().run());
    }

    private void grow() {
        try {
            Thread.ofPlatform().daemon().name("read-" + threads).start(this::work);
            threads++;
        } catch (OutOfMemoryError e) { // thrown by start(): the pids limit is reached
            if (threads == 0) {
                throw e;
            }
        }
    }

    private void work() {
        while (true) {
            take().work().run();
        }
    }

    private synchronized Work take() {
        while (queue.isEmpty()) {
            idle++;
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts readers", e);
            } finally {
                idle--;
            }
        }
        lastTaken = System.nanoTime();
        return queue.remove();
    }
}
