package io.nodethaw.collect;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks questions, each in its own thread, and waits for all of them until one common deadline. A question without an answer is
 * left behind: its thread is a daemon thread that nobody joins or interrupts, and nothing that it uses is closed. While a
 * question is out, asking the same again returns the first one. The number of questions of one kind that are out at once is
 * limited: the next one is asked when another has come back.
 */
public final class Asker {
    /** A probe that gives up at its limit names the step that got no answer; this long we wait for it to say so. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Host host;
    private final Map<Key, Pending<?>> out = new ConcurrentHashMap<>();
    private final Map<String, Turns> kinds = new ConcurrentHashMap<>();

    /** @param host whose clock counts */
    public Asker(Host host) {
        this.host = host;
    }

    /** Asks a question and returns at once; when a question with this key is still out, returns that one. */
    @SuppressWarnings("unchecked") // a key names one fact type, so the pending one of the same key has the same type
    public <T> Pending<T> start(Probe<T> probe, Duration limit) {
        var turn = new Turn(limit, host);
        var pending = new Pending<>(probe.type(), probe.instance(), _ -> turn.unanswered(), host);
        var first = out.putIfAbsent(probe.key(), pending);
        if (first != null) {
            return (Pending<T>) first;
        }
        run(probe, pending, turn);
        return pending;
    }

    /**
     * Asks all questions at once and waits for their answers until shortly after the limit that each of them has. Puts one
     * sample for each into the evidence, in the order given.
     */
    public void ask(List<? extends Probe<?>> probes, Duration limit, Evidence.Builder into) {
        var deadline = host.deadline(limit.plus(GRACE));
        var asked = new ArrayList<Pending<?>>();
        for (var probe : probes) {
            asked.add(start(probe, limit));
        }
        for (var pending : asked) {
            put(pending, deadline, into);
        }
    }

    /**
     * Asks questions that are alike, a few at a time, and returns at once. When that many have no answer, the rest is not
     * asked. Questions are asked in the order given; those that are still out from before count among the few.
     */
    public List<Pending<?>> startAlike(List<? extends Probe<?>> probes, Duration limit, int few) {
        out.values().removeIf(pending -> !pending.isOut());
        var all = new ArrayList<Pending<?>>();
        var fresh = new ArrayList<Probe<?>>();
        for (var probe : probes) {
            Optional.<Pending<?>>ofNullable(out.get(probe.key())).ifPresentOrElse(all::add, () -> fresh.add(probe));
        }
        for (var pending : new Crew(host, limit).start(fresh, Math.max(1, few - all.size()))) {
            out.put(pending.key(), pending);
            all.add(pending);
        }
        return all;
    }

    /** All questions that have no answer yet, whenever they were asked. */
    public List<Pending<?>> stillOut() {
        return out.values().stream().filter(Pending::isOut).toList();
    }

    private <T> void put(Pending<T> pending, Deadline deadline, Evidence.Builder into) {
        Sample<T> sample = pending.await(deadline);
        into.put(pending.type(), pending.instance(), sample);
    }

    private <T> void run(Probe<T> probe, Pending<T> pending, Turn turn) {
        var turns = kinds.computeIfAbsent(probe.type().name(), _ -> new Turns(host.ticker()));
        try {
            turns.take(() -> {
                Thread.currentThread().setName("probe-" + probe.key());
                var reading = put(() -> probe.ask().ask(turn.begin()));
                done(pending);
                pending.complete(reading);
            });
        } catch (
                OutOfMemoryError e) { // no thread could be started: the pids limit of our cgroup or the user is reached
            done(pending);
            pending.fail(new IOException("no thread to ask in: " + e.getMessage(), e));
        }
    }

    /** A question and everything that is needed to ask it. */
    @FunctionalInterface
    interface Asking<T> {
        T ask() throws IOException;
    }

    /** Asks it in this thread. */
    static <T> Reading<T> put(Asking<T> question) {
        try {
            return new Reading.Seen<>(question.ask());
        } catch (Throwable thrown) { // also an Error: nobody else would report it
            return Outcome.of(thrown);
        }
    }

    private void done(Pending<?> pending) {
        out.remove(pending.key(), pending);
    }
}
