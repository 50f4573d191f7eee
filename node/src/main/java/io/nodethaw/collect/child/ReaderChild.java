package io.nodethaw.collect.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.Pending;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Silence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The parent's side of the reader child: asks it questions and takes its answers as they come. Only {@link #read} waits for the
 * child, until its deadline. While a question is out, asking the same again returns the first one. Any thread may use it.
 */
public final class ReaderChild {
    private final Host host;
    private final ChildProcess process;
    private final AtomicInteger lastId = new AtomicInteger(Answer.HELLO);
    private final Map<Integer, Asked<?>> byId = new ConcurrentHashMap<>();
    private final Map<Key, Pending<?>> out = new ConcurrentHashMap<>();
    private volatile boolean heldUp;

    private record Asked<T>(Question<T> question, Pending<T> pending) {}

    /**
     * Starts the child and returns at once.
     *
     * @param command program and arguments that lead to {@link ReaderMain#run}
     */
    public ReaderChild(List<String> command, Host host) {
        this.host = host;
        this.process = new ChildProcess(command, this::take, this::ended);
    }

    /** Asks a question about one of the node's daemons. */
    public <T> Pending<T> ask(Question<T> question) {
        return ask(question, Lane.DAEMONS);
    }

    /** Asks a question and returns at once; when a question with this key is still out, returns that one. */
    @SuppressWarnings("unchecked") // a key names one fact type, so the pending one of the same key has the same type
    public <T> Pending<T> ask(Question<T> question, Lane lane) {
        var pending =
                new Pending<>(question.type(), question.instance(), age -> this.<T>unanswered(question, age), host);
        var first = out.putIfAbsent(question.key(), pending);
        if (first != null) {
            return (Pending<T>) first;
        }
        int id = lastId.incrementAndGet();
        byId.put(id, new Asked<>(question, pending));
        process.send(new Request(id, lane, question.task(), question.arguments()));
        process.gone().ifPresent(this::ended); // the child may have ended before this question was noted
        return pending;
    }

    /** Asks all questions and waits for their answers until the deadline: one sample for each. */
    public Map<Key, Sample<?>> read(List<? extends Question<?>> questions, Deadline deadline) {
        var samples = new LinkedHashMap<Key, Sample<?>>();
        for (var pending : askAll(questions)) {
            samples.put(pending.key(), pending.await(deadline));
        }
        return samples;
    }

    /** The same, into evidence. */
    public void read(List<? extends Question<?>> questions, Deadline deadline, Evidence.Builder into) {
        for (var pending : askAll(questions)) {
            put(pending, deadline, into);
        }
    }

    /** The questions that have no answer yet. */
    public List<Pending<?>> stillOut() {
        return List.copyOf(out.values());
    }

    /** True when a question was refused because all threads that could read the answer hang. */
    public boolean isHeldUp() {
        return heldUp;
    }

    /** True when no more answers will come. */
    public boolean hasEnded() {
        return process.gone().isPresent();
    }

    /**
     * Gives up the questions that still wait for a thread: they come back as not asked. What is being read goes on. Never
     * blocks.
     */
    public void giveUpWaiting() {
        if (!out.isEmpty()) {
            process.send(Request.GIVE_UP);
        }
    }

    /** Lets the child go; never blocks. Reads that hang end with it, as soon as the kernel allows. */
    public void leave() {
        process.leave();
    }

    private List<Pending<?>> askAll(List<? extends Question<?>> questions) {
        var all = new ArrayList<Pending<?>>();
        for (var question : questions) {
            all.add(ask(question));
        }
        return all;
    }

    private static <T> void put(Pending<T> pending, Deadline deadline, Evidence.Builder into) {
        into.put(pending.type(), pending.instance(), pending.await(deadline));
    }

    /** The reading of a question without an answer. It is silence only if somebody really began to read. */
    private <T> Reading<T> unanswered(Question<T> question, Duration age) {
        return process.runs()
                ? new Reading.Silent<>(age, question.stage(), Silence.NOT_READ)
                : Reading.NotAsked.notStarted(age);
    }

    private void take(Answer answer) {
        var asked = byId.remove(answer.id());
        if (asked != null) {
            complete(asked, answer);
        }
    }

    private <T> void complete(Asked<T> asked, Answer answer) {
        if (answer.kind() == Answer.AnswerKind.HELD_UP) {
            heldUp = true;
        }
        Reading<T> reading;
        try {
            reading = switch (answer.kind()) {
                case VALUE -> new Reading.Seen<>(asked.question().decoder().decode(answer.bytes()));
                case NOT_ASKED -> new Reading.NotAsked<>(new String(answer.bytes(), UTF_8));
                case REFUSED -> new Reading.Refused<>(new String(answer.bytes(), UTF_8));
                case HELD_UP -> Reading.NotAsked.heldUp();
                case FAILED -> new Reading.Failed<>(new String(answer.bytes(), UTF_8));
            };
        } catch (IOException | RuntimeException malformed) {
            reading = Outcome.of(malformed);
        }
        out.remove(asked.question().key(), asked.pending());
        asked.pending().complete(reading);
    }

    private void ended(String why) {
        for (var id : List.copyOf(byId.keySet())) {
            var asked = byId.remove(id);
            if (asked != null) {
                out.remove(asked.question().key(), asked.pending());
                asked.pending().fail(new NotAskedException(why));
            }
        }
    }
}
