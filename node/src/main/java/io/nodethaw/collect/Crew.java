package io.nodethaw.collect;

import io.nodethaw.evidence.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Asks many questions that are alike, a few at a time. With each answer one more may be out than before, so that all are asked
 * soon when all answer. A question without an answer burdens the process that does not answer, so when a few stay out, the rest
 * is not asked. Used once.
 */
final class Crew {
    private static final String LEFT_OUT = "others like it do not answer, and stand for it";
    private static final String LATE = "not asked: the others of its kind took too long to answer";

    /** The most threads: more would not bring answers sooner. */
    private static final int MOST = 64;

    private final Host host;
    private final Duration limit;
    private final Deadline whole;
    private final Queue<Asked<?>> waiting = new ArrayDeque<>();
    private int members;
    private boolean late;

    /** @param limit of each question; a question that would have less than half of it left is not asked */
    Crew(Host host, Duration limit) {
        this.host = host;
        this.limit = limit;
        this.whole = host.deadline(limit);
    }

    /** Asks the questions in this order, at first only as many as {@code few}. */
    List<Pending<?>> start(List<? extends Probe<?>> probes, int few) {
        var pendings = new ArrayList<Pending<?>>();
        int starting = Math.min(few, probes.size());
        synchronized (waiting) {
            members = starting;
            for (var probe : probes) {
                var asked = new Asked<>(probe);
                waiting.add(asked);
                pendings.add(asked.pending);
            }
        }
        for (int i = 0; i < starting; i++) {
            begin();
        }
        return pendings;
    }

    private void begin() {
        try {
            host.ticker().start("probes", this::work);
        } catch (OutOfMemoryError e) { // thrown by start(): the pids limit of our cgroup or the user is reached
            leave();
        }
    }

    private void work() {
        var next = next();
        while (next.isPresent() && next.get().isAnswered()) {
            if (isOneMoreWanted()) {
                begin();
            }
            next = next();
        }
        leave();
    }

    private boolean isOneMoreWanted() {
        synchronized (waiting) {
            boolean wanted = waiting.size() > 1 && members < MOST;
            members += wanted ? 1 : 0;
            return wanted;
        }
    }

    private Optional<Asked<?>> next() {
        synchronized (waiting) {
            late |= whole.left().multipliedBy(2).compareTo(limit) < 0;
            return late ? Optional.empty() : Optional.ofNullable(waiting.poll());
        }
    }

    /** When the last thread leaves, the rest is marked as not asked. */
    private void leave() {
        synchronized (waiting) {
            members--;
            if (members == 0) {
                waiting.forEach(Asked::leaveOut);
                waiting.clear();
            }
        }
    }

    /** The reading of a question that was not asked: either others stand for it, or time was too short and nobody does. */
    private <T> Reading<T> notAsked() {
        synchronized (waiting) {
            return late ? new Reading.Failed<>(LATE) : new Reading.NotAsked<>(LEFT_OUT);
        }
    }

    /** One question, which may not have been asked yet. */
    private final class Asked<T> {
        private final Probe<T> probe;
        private final Pending<T> pending;
        private volatile Optional<Deadline> begun = Optional.empty();

        Asked(Probe<T> probe) {
            this.probe = probe;
            this.pending = new Pending<>(probe.type(), probe.instance(), _ -> unanswered(), host);
        }

        private Reading<T> unanswered() {
            return begun.<Reading<T>>map(deadline -> new Reading.Silent<>(deadline.waited(), Turn.STAGE))
                    .orElseGet(Crew.this::notAsked);
        }

        /** Asks it. True when there was an answer, whatever it says. */
        boolean isAnswered() {
            var deadline = host.deadline(limit);
            begun = Optional.of(deadline);
            var reading = Asker.put(() -> probe.ask().ask(deadline));
            pending.complete(reading);
            return !reading.isSilent();
        }

        void leaveOut() {
            pending.complete(unanswered());
        }
    }
}
