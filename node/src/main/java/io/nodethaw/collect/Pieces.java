package io.nodethaw.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Does many small pieces of work that never wait: in this thread, and at the same time in a second one when there are enough pieces. */
public final class Pieces {
    /** With fewer pieces a second thread is not worth starting: that costs as much as reading about ten small files of the kernel. */
    static final int WORTH = 256;

    /** How long to wait for the last piece of the second thread. A piece takes well under a millisecond. */
    private static final Duration LAST = Duration.ofSeconds(1);

    private Pieces() {}

    /** What does the pieces in one thread. */
    @FunctionalInterface
    public interface Worker {
        /** Does the piece of this number. */
        void work(int piece) throws IOException;
    }

    /**
     * Does each piece once, in the order of their numbers.
     *
     * @param workers makes the worker of a thread; called in that thread
     * @throws IOException what a worker threw, or when the second thread did not end
     */
    public static void work(Host host, int count, Supplier<Worker> workers) throws IOException {
        var next = new AtomicInteger();
        var other = count < WORTH || Runtime.getRuntime().availableProcessors() < 2
                ? CompletableFuture.completedFuture(Optional.<Throwable>empty())
                : start(host, next, count, workers);
        work(next, count, workers.get());
        await(host, other);
    }

    /** Yields what went wrong, if anything did. */
    private static CompletableFuture<Optional<Throwable>> start(
            Host host, AtomicInteger next, int count, Supplier<Worker> workers) {
        var done = new CompletableFuture<Optional<Throwable>>();
        try {
            host.ticker().start("pieces", () -> {
                try {
                    work(next, count, workers.get());
                    done.complete(Optional.empty());
                } catch (Throwable thrown) { // an Error as well: nobody else would tell of it
                    done.complete(Optional.of(thrown));
                }
            });
        } catch (OutOfMemoryError e) { // no thread to be had: the pids limit of our cgroup or the user is reached
            done.complete(Optional.empty());
        }
        return done;
    }

    private static void work(AtomicInteger next, int count, Worker worker) throws IOException {
        for (int piece = next.getAndIncrement(); piece < count; piece = next.getAndIncrement()) {
            worker.work(piece);
        }
    }

    private static void await(Host host, CompletableFuture<Optional<Throwable>> other) throws IOException {
        try {
            host.ticker().await(other, LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var wrong = other.getNow(Optional.of(new IOException("a thread that reads got no time")));
        if (wrong.isPresent()) {
            throw wrong.get() instanceof IOException failure
                    ? failure
                    : new IOException(String.valueOf(wrong.get()), wrong.get());
        }
    }
}
