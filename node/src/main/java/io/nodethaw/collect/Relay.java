package io.nodethaw.collect;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Reads of one kind, done one after the other in a thread that can be left behind: each takes microseconds, but may hang in a
 * file system. While one hangs, another thread goes on with the next. When a few threads hang, the rest is not read. Any thread
 * may use it.
 */
public final class Relay {
    /** Another thread is started only after a read has taken this long: reading the attributes of a file takes far less. */
    private static final Duration MOMENT = Duration.ofMillis(20);

    /** The most threads: when this many hang at once, they have a common reason. */
    static final int MOST = 8;

    private final Host host;
    private final Queue<Read<?>> waiting = new ArrayDeque<>();
    private int threads;

    /** @param host whose clock counts */
    public Relay(Host host) {
        this.host = host;
    }

    /**
     * Asks a question and returns at once.
     *
     * @param stage what to call the step while it has no answer: "stat of /run/docker.sock"
     */
    public <T> Pending<T> ask(FactType<T> type, String instance, String stage, Probe.Ask<T> question, Duration limit) {
        var read = new Read<>(type, instance, stage, question, limit);
        boolean first;
        synchronized (waiting) {
            waiting.add(read);
            first = threads == 0;
        }
        if (first) {
            begin();
        }
        return read.pending;
    }

    /** Waits for the answer to one of its questions. */
    public void await(Pending<?> asked, Deadline deadline) {
        while (asked.isOut() && !deadline.passed()) {
            asked.await(deadline.left().compareTo(MOMENT) < 0 ? deadline : host.deadline(MOMENT));
            if (asked.isOut()) {
                begin();
            }
        }
    }

    /** Starts one more thread, if there is anything for it to do. */
    private void begin() {
        synchronized (waiting) {
            if (waiting.isEmpty() || threads == MOST) {
                return;
            }
            threads++;
        }
        try {
            host.ticker().start("relay", this::work);
        } catch (OutOfMemoryError e) { // thrown by start(): the pids limit of our cgroup or the user is reached
            none(new IOException("no thread to read in: " + e.getMessage(), e));
        }
    }

    private void work() {
        for (var next = next(); next.isPresent(); next = next()) {
            next.get().put();
        }
    }

    private Optional<Read<?>> next() {
        synchronized (waiting) {
            var next = Optional.<Read<?>>ofNullable(waiting.poll());
            threads -= next.isEmpty() ? 1 : 0;
            return next;
        }
    }

    private void none(IOException why) {
        List<Read<?>> lost;
        synchronized (waiting) {
            threads--;
            lost = threads == 0 ? List.copyOf(waiting) : List.of();
            waiting.removeAll(lost);
        }
        lost.forEach(read -> read.pending.fail(why));
    }

    /** One question, which may not have begun yet. */
    private final class Read<T> {
        private final Probe.Ask<T> question;
        private final String stage;
        private final Duration limit;
        private final Pending<T> pending;
        private volatile boolean begun;

        Read(FactType<T> type, String instance, String stage, Probe.Ask<T> question, Duration limit) {
            this.question = question;
            this.stage = stage;
            this.limit = limit;
            this.pending = new Pending<>(type, instance, this::unanswered, host);
        }

        private Reading<T> unanswered(Duration age) {
            return begun ? new Reading.Silent<>(age, stage, Silence.NOT_READ) : Reading.NotAsked.heldUp();
        }

        void put() {
            begun = true;
            var deadline = host.deadline(limit);
            pending.complete(Asker.put(() -> question.ask(deadline)));
        }
    }
}
