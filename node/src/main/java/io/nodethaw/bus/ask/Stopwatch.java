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
    private final List<Optional<Duration>> others = new ArrayList<>();

    /** Begins now; the thread that calls this asks for the time in the end. */
    Stopwatch(Host host) {
        this.host = host;
        this.since = host.deadline(Duration.ZERO);
        this.own = OwnQueue.here(host);
    }

    /** The same question, with the time for which its own thread is queued. */
    <T> Probe<T> of(Probe<T> probe) {
        return new Probe<>(probe.type(), probe.instance(), deadline -> {
            var queue = OwnQueue.here(host);
            try {
                return probe.ask().ask(deadline);
            } finally {
                add(queue.queued());
            }
        });
    }

    private synchronized void add(Optional<Duration> queued) {
        others.add(queued);
    }

    /** The time up to now; a question that is still out is not among the queued. */
    synchronized AskingTime time() {
        var all = new ArrayList<>(others);
        all.add(own.queued());
        var sum = all.stream().anyMatch(Optional::isEmpty)
                ? Optional.<Duration>empty()
                : all.stream().flatMap(Optional::stream).reduce(Duration::plus);
        return new AskingTime(since.waited(), sum);
    }
}
