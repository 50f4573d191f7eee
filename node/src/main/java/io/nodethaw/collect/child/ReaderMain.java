package io.nodethaw.collect.child;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The child's side: takes requests from its input and answers each as soon as it can, in any order. */
public final class ReaderMain {
    /** After this time without a free thread all of them are taken to hang: a read that works takes well under a millisecond. */
    private static final Duration STUCK = Duration.ofMillis(200);

    /** The most that a rehearsal takes: a build has no daemons that are slow. */
    private static final Duration REHEARSAL = Duration.ofSeconds(10);

    private final Map<String, ReaderTask> tasks;
    private final DataOutputStream out;
    private final Map<Lane, Workers> workers = new EnumMap<>(Lane.class);

    private ReaderMain(Map<String, ReaderTask> tasks, OutputStream out) {
        this.tasks = Map.copyOf(tasks);
        this.out = new DataOutputStream(new BufferedOutputStream(out, 64 << 10));
        for (var lane : Lane.values()) {
            workers.put(lane, new Workers(lane.threads(), STUCK));
        }
    }

    /**
     * Serves these tasks. Returns when the input ends, because the parent is gone or wants the child to end. The caller must
     * then halt, because threads that hang would prevent a normal exit.
     */
    public static void run(InputStream in, OutputStream out, Map<String, ReaderTask> tasks) throws IOException {
        new ReaderMain(tasks, out).serve(new DataInputStream(new BufferedInputStream(in, 64 << 10)));
    }

    /**
     * Asks these questions within this process and drops the answers. For the recording of an AOT cache, which must see in one
     * process what the child will load.
     */
    public static void rehearse(Map<String, ReaderTask> tasks, List<? extends Question<?>> questions)
            throws IOException {
        var requests = new ByteArrayOutputStream();
        var out = new DataOutputStream(requests);
        for (var question : questions) {
            new Request(1, Lane.INIT, question.task(), question.arguments()).write(out);
        }
        var answers = new CountDownLatch(questions.size() + 1); // it says first that it runs
        var main = new ReaderMain(tasks, new Counted(answers));
        main.serve(new DataInputStream(new ByteArrayInputStream(requests.toByteArray())));
        try {
            boolean _ = answers.await(REHEARSAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops what is written, and counts the answers: each is flushed. */
    private static final class Counted extends OutputStream {
        private final CountDownLatch answers;

        Counted(CountDownLatch answers) {
            this.answers = answers;
        }

        @Override
        public void write(int dropped) {}

        @Override
        public void write(byte[] dropped, int from, int length) {}

        @Override
        public void flush() {
            answers.countDown();
        }
    }

    private void serve(DataInputStream in) throws IOException {
        send(new Answer(Answer.HELLO, Answer.AnswerKind.VALUE, new byte[0]));
        try {
            while (true) {
                var request = Request.read(in);
                if (request.isGivingUp()) {
                    workers.values().forEach(Workers::giveUpWaiting);
                } else {
                    submit(request);
                }
            }
        } catch (EOFException end) {
            return;
        }
    }

    private void submit(Request request) {
        var ofLane = Objects.requireNonNull(workers.get(request.lane()));
        var work = new Workers.Work(() -> send(answer(request)), () -> send(givenUp(request)));
        if (!ofLane.submit(work)) {
            send(Answer.heldUp(request.id()));
        }
    }

    private static Answer givenUp(Request request) {
        return Answer.notAsked(request.id(), "it was not its turn before it was given up");
    }

    private Answer answer(Request request) {
        var task = tasks.get(request.task());
        try {
            if (task == null) {
                return Answer.failed(request.id(), "the reader child knows no task '" + request.task() + "'");
            }
            return new Answer(request.id(), Answer.AnswerKind.VALUE, task.read(request.arguments()));
        } catch (NotPermittedException e) {
            return Answer.refused(request.id(), String.valueOf(e.getMessage()));
        } catch (NotAskedException e) {
            return Answer.notAsked(request.id(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Answer.failed(request.id(), String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            return Answer.failed(request.id(), "it takes more memory to read than the reader child may have");
        } catch (Throwable bug) { // also an Error: the parent must hear of it
            return Answer.failed(request.id(), bug.toString());
        }
    }

    private synchronized void send(Answer answer) {
        try {
            answer.write(out);
            out.flush();
        } catch (IOException parentGone) {
            return; // the parent is gone, so our input ends too
        }
    }
}
