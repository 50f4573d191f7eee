package io.nodethaw.collect;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question that was put and may be answered or not. Waiting for it has an end; the question itself is left alone, and an
 * answer that comes later can still be read. Any thread may use it.
 */
public final class Pending<T> {
    private final FactType<T> type;
    private final String instance;
    private final String stage;
    private final InstantSource clock;
    private final Instant asked;
    private final long start = System.nanoTime();
    private final CompletableFuture<Sample<T>> answer = new CompletableFuture<>();

    /**
     * A question put now.
     *
     * @param stage what has no answer while there is none, as a person would name it: "read of /proc/12/syscall"
     */
    public Pending(FactType<T> type, String instance, String stage, InstantSource clock) {
        this.type = type;
        this.instance = instance;
        this.stage = stage;
        this.clock = clock;
        this.asked = clock.instant();
    }

    /** The fact asked for. */
    public FactType<T> type() {
        return type;
    }

    /** The instance asked for. */
    public String instance() {
        return instance;
    }

    /** Which reading it yields. */
    public Key key() {
        return type.key(instance);
    }

    /** How long ago it was put. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** True while there is no answer. */
    public boolean isOut() {
        return !answer.isDone();
    }

    /** The answer, when it came, however late. */
    public Optional<Sample<T>> answer() {
        return Optional.ofNullable(answer.getNow(null));
    }

    /** Puts the answer in; only the first counts. */
    public void complete(Reading<T> reading) {
        answer.complete(new Sample<>(reading, asked, clock.instant()));
    }

    /** Puts in what the question threw. */
    public void fail(Throwable thrown) {
        complete(Outcome.of(thrown));
    }

    /** Runs when the answer is in, at once if it is already. */
    public void whenAnswered(Runnable action) {
        answer.thenRun(action);
    }

    /** Waits for the answer, not past the deadline; without one the sample is Silent, and the question stays out. */
    public Sample<T> await(Deadline deadline) {
        try {
            return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // waiting ends here, as at the deadline
            return silent();
        } catch (ExecutionException e) {
            throw new IllegalStateException(key() + ": completed with an exception", e);
        }
    }

    private Sample<T> silent() {
        return new Sample<>(new Reading.Silent<>(age(), stage), asked, clock.instant());
    }
}
