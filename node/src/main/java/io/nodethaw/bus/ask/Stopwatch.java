package io.nodethaw.bus.ask;

import io.nodethaw.bus.AskingTime;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.OwnQueue;
import io.nodethaw.collect.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures how long questions take, and for how long the threads that ask them are queued for a processor. They run one after the other
 * and side by side: the sum is the most that the queue can have cost.
 */
final class Stopwatch {
    private final Host host;
    private final Deadline since;
    private final OwnQueue own;
    private final List<Asked> others = new ArrayList<>();

    /** A question. Its thread begins late where it is queued, and may be queued while it asks. */
    private static final class Asked {
        private final Deadline since;
        private Duration late = Duration.ZERO;
        private Optional<OwnQueue> queue = Optional.empty();
        private Optional<Duration> atEnd = Optional.empty();
        private boolean ended;

        Asked(Host host) {
            this.since = host.deadline(Duration.ZERO);
        }

        synchronized void begins(Host host) {
            late = since.waited();
            queue = Optional.of(OwnQueue.here(host));
        }

        synchronized void ends() {
            atEnd = queue.flatMap(OwnQueue::queued);
            ended = true;
        }

        /** Empty where the kernel does not tell. */
        synchronized Optional<Duration> queued() {
            return queue.isEmpty()
                    ? Optional.of(since.waited())
                    : (ended ? atEnd : queue.get().queued()).map(late::plus);
        }
    }

    /** Begins now, for the thread that calls this and all that it asks through {@link #of}. */
    Stopwatch(Host host) {
        this.host = host;
        this.since = host.deadline(Duration.ZERO);
        this.own = OwnQueue.here(host);
    }

    /** The same question, which has to be asked at once. */
    <T> Probe<T> of(Probe<T> probe) {
        var asked = new Asked(host);
        synchronized (this) {
            others.add(asked);
        }
        return new Probe<>(probe.type(), probe.instance(), deadline -> {
            asked.begins(host);
            try {
                return probe.ask().ask(deadline);
            } finally {
                asked.ends();
            }
        });
    }

    /** The time up to now. */
    synchronized AskingTime time() {
        var all = new ArrayList<Optional<Duration>>();
        all.add(own.queued());
        others.forEach(asked -> all.add(asked.queued()));
        var sum = all.stream().anyMatch(Optional::isEmpty)
                ? Optional.<Duration>empty()
                : all.stream().flatMap(Optional::stream).reduce(Duration::plus);
        return new AskingTime(since.waited(), sum);
    }
}
