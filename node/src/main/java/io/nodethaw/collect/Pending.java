package io.nodethaw.collect;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A question that was asked, answered or not. Waiting for it ends at a deadline; the question itself goes on, and an answer
 * that comes later can still be read. Any thread may use it.
 */
public final class Pending<T> {
    private final FactType<T> type;
    private final String instance;
    private final Function<Duration, Reading<T>> unanswered;
    private final Host host;
    private final Instant asked;
    private final Deadline since;
    private final CompletableFuture<Sample<T>> answer = new CompletableFuture<>();

    /**
     * A question that is asked now.
     *
     * @param unanswered makes the reading while there is no answer, from the time since the question was asked
     */
    public Pending(FactType<T> type, String instance, Function<Duration, Reading<T>> unanswered, Host host) {
        this.type = type;
        this.instance = instance;
        this.unanswered = unanswered;
        this.host = host;
        this.asked = host.clock().instant();
        this.since = host.deadline(Duration.ZERO);
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

    /** How long ago it was asked. */
    public Duration age() {
        return since.waited();
    }

    /** True while there is no answer. */
    public boolean isOut() {
        return !answer.isDone();
    }

    /** The answer, when it came, however late. */
    public Optional<Sample<T>> answer() {
        return Optional.ofNullable(answer.getNow(null));
    }

    /** Sets the answer; only the first one counts. */
    public void complete(Reading<T> reading) {
        answer.complete(new Sample<>(reading, asked, host.clock().instant()));
    }

    /** Sets the exception that the question threw as its answer. */
    public void fail(Throwable thrown) {
        complete(Outcome.of(thrown));
    }

    /** Waits for the answer, not past the deadline; without one the question stays out. */
    public Sample<T> await(Deadline deadline) {
        try {
            deadline.await(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // waiting ends here, as at the deadline
        }
        return answer().orElseGet(this::unanswered);
    }

    private Sample<T> unanswered() {
        return new Sample<>(unanswered.apply(age()), asked, host.clock().instant());
    }
}
