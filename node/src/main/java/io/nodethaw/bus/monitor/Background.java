package io.nodethaw.bus.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does things one after the other in a thread of its own, so that whoever reads the bus never waits for them. */
final class Background<T> {
    /** How long the end waits for what is still to be done. */
    private static final Duration END = Duration.ofSeconds(10);

    private final BlockingQueue<T> queue;
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    /** The work. */
    interface Work<T> {
        void on(T thing) throws IOException;

        /** Nothing more comes: gives back what it holds. */
        default void over() {}
    }

    /** @param most how many things may wait */
    Background(String name, int most, Work<T> work) {
        this.queue = new LinkedBlockingQueue<>(most);
        this.thread = Thread.ofPlatform().daemon().name(name).start(() -> run(work));
    }

    private void run(Work<T> work) {
        try {
            while (!over || !queue.isEmpty()) {
                var next = queue.poll(50, TimeUnit.MILLISECONDS);
                if (next != null) {
                    work.on(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // also an Error: nobody else would tell
            failure = e;
        } finally {
            work.over();
        }
    }

    /**
     * Has it done later; never blocks.
     *
     * @return false when too much waits already
     * @throws IOException what was done before has failed
     */
    boolean offer(T thing) throws IOException {
        check();
        return queue.offer(thing);
    }

    /** @throws IOException what was done before has failed */
    void check() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException failed -> throw failed;
            case Throwable bug -> throw new IllegalStateException(thread.getName() + " has failed", bug);
        }
    }

    /** Drops what waits, and does not wait for what is being done: after that the thread ends. */
    void leave() {
        over = true;
        queue.clear();
    }

    /** Waits until all is done, for a limited time. */
    void end() throws IOException {
        over = true;
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        check();
        if (thread.isAlive()) {
            throw new IOException("not all was written in " + END.toSeconds() + " s");
        }
    }
}
