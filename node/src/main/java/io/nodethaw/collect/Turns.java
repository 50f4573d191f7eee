package io.nodethaw.collect;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Threads for questions of one kind: their number is limited, and later questions wait until one of them is free. */
final class Turns {
    /**
     * The most threads: more than any node has daemons of one kind. A thread with its connection takes some 30 KiB (measured).
     */
    static final int MOST = 256;

    private final Ticker ticker;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int threads;

    Turns(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Runs this in a thread, now or when another task has come back.
     *
     * @throws OutOfMemoryError when no thread can be had; then the task is not run
     */
    void take(Runnable task) {
        if (!begins(task)) {
            return;
        }
        try {
            ticker.start("probes", () -> {
                for (var next = task; next != null; next = next()) {
                    next.run();
                }
            });
        } catch (OutOfMemoryError e) {
            gone();
            throw e;
        }
    }

    private synchronized boolean begins(Runnable task) {
        if (threads == MOST) {
            waiting.add(task);
            return false;
        }
        threads++;
        return true;
    }

    private synchronized @Nullable Runnable next() {
        var next = waiting.poll();
        if (next == null) {
            threads--;
        }
        return next;
    }

    private synchronized void gone() {
        threads--;
    }
}
