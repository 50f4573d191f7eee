package io.nodethaw.collect.child;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The child process and the two threads that talk to it: one starts it and writes requests, the other reads answers. Starting
 * it may hang too (its program lies on a disk), so no other thread waits for that.
 */
final class ChildProcess {
    private static final String ENDED = "the reader child ended";

    private final BlockingQueue<Optional<Request>> requests = new LinkedBlockingQueue<>();
    private final List<String> command;
    private final Consumer<Answer> answers;
    private final Consumer<String> ended;
    private volatile boolean runs;
    private volatile Optional<String> gone = Optional.empty();

    /**
     * Starts the child, in the background.
     *
     * @param answers gets each answer, in one thread
     * @param ended gets the reason, once, when no more answers will come
     */
    ChildProcess(List<String> command, Consumer<Answer> answers, Consumer<String> ended) {
        this.command = List.copyOf(command);
        this.answers = answers;
        this.ended = ended;
        thread("reader-requests", this::startAndWrite);
    }

    /** True once it has said that it runs. */
    boolean runs() {
        return runs;
    }

    /** Why no more answers will come. */
    Optional<String> gone() {
        return gone;
    }

    /** Sends soon; never blocks. */
    void send(Request request) {
        requests.add(Optional.of(request));
    }

    /** Ends its input, after which it halts; never blocks. */
    void leave() {
        requests.add(Optional.empty());
    }

    private void startAndWrite() {
        Process process;
        try {
            process = start();
        } catch (IOException | OutOfMemoryError e) { // the second: no thread that waits for its end
            end("no reader child: " + e.getMessage());
            return;
        }
        thread("reader-answers", () -> readAnswers(process));
        try (var pipe = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 64 << 10))) {
            write(pipe);
            end("the reader child was let go");
        } catch (IOException | InterruptedException e) {
            end(ENDED);
        }
    }

    private void write(DataOutputStream pipe) throws IOException, InterruptedException {
        while (true) {
            if (requests.isEmpty()) {
                pipe.flush();
            }
            var next = requests.take();
            if (next.isEmpty()) {
                return;
            }
            next.get().write(pipe);
        }
    }

    /** The child gets nothing from us except the two pipes: no standard streams, no environment, no working directory. */
    private Process start() throws IOException {
        var builder =
                new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8"); // errors in English, paths as UTF-8
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // without it fifty threads take 100 MB
        return builder.start();
    }

    private void readAnswers(Process process) {
        try (var in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 64 << 10))) {
            while (true) {
                var answer = Answer.read(in);
                runs = true;
                answers.accept(answer);
            }
        } catch (IOException e) {
            end(ENDED + (runs ? "" : " before it said a word"));
        }
    }

    /** Keeps the first reason; the other thread fails as a consequence. */
    private synchronized void end(String why) {
        if (gone.isEmpty()) {
            gone = Optional.of(why);
        }
        ended.accept(gone.get());
    }

    private void thread(String name, Runnable work) {
        try {
            Thread.ofPlatform().daemon().name(name).start(work);
        } catch (OutOfMemoryError e) { // thrown by start(): the pids limit of our cgroup or the user is reached
            end("no reader child: " + e.getMessage());
        }
    }
}
