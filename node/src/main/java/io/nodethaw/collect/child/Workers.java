package io.nodethaw.collect.child;

import java.util.ArrayDeque;

/**
 * Threads of the child, made as needed up to a limit. One that hangs in a read is lost until the kernel lets it go; when
 * all are lost, work is refused rather than kept waiting unseen.
 */
final class Workers {
    /** Far more than one look leaves hanging; with 256 KiB of stack each it costs no memory worth naming. */
    private static final int LIMIT = 64;

    /** All busy and none free for so long: they hang. A read that works takes well under a millisecond. */
    private static final long STUCK_NANOS = 200_000_000;

    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private int threads;
    private int idle;
    private long lastTaken = System.nanoTime();

    /** Runs it soon, in some thread; false when all threads hang. */
    synchronized boolean submit(Runnable work) {
        if (idle == 0 && threads == LIMIT && System.nanoTime() - lastTaken > STUCK_NANOS) {
            return false;
        }
        queue.add(work);
        if (idle >= queue.size()) {
            notify();
        } else if (threads < LIMIT) {
            grow();
        }
        return true;
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
            take().run();
        }
    }

    private synchronized Runnable take() {
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
