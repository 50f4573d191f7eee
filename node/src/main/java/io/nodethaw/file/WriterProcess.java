package io.nodethaw.file;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has a child write a file, and leaves it behind when the disk hangs.
 *
 * @param command program and arguments that lead to {@link WriterChild#run}
 */
public record WriterProcess(List<String> command) {
    /** How long it may take to start: half a second on a slow machine, more on one that is busy. */
    private static final Duration START = Duration.ofSeconds(10);

    /** The longest piece that is sent at once. */
    private static final int PIECE = 1 << 16;

    /**
     * Writes it; returns why that failed. A file that came late is there all the same.
     *
     * @param limit for the disk, once the child runs
     */
    public Optional<String> write(Path path, List<byte[]> content, Duration limit) throws InterruptedException {
        var started = task("writer-start", this::started);
        try {
            var process = started.get(START.toMillis(), TimeUnit.MILLISECONDS);
            var written = task("writer", () -> ask(process, path, content));
            return answer(written, limit);
        } catch (TimeoutException e) {
            return Optional.of("the child that writes it did not start in " + START.toSeconds() + " s");
        } catch (ExecutionException e) {
            return Optional.of(reason(e));
        }
    }

    private static Optional<String> answer(FutureTask<String> written, Duration limit)
            throws InterruptedException, ExecutionException {
        try {
            return Optional.of(written.get(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .filter(why -> !why.isEmpty());
        } catch (TimeoutException e) {
            return Optional.of("the disk took no data for " + limit.toSeconds() + " s");
        }
    }

    private static <T> FutureTask<T> task(String name, Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }

    private static String reason(ExecutionException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** Starts it, and waits until it runs. */
    private Process started() throws IOException {
        var process = start();
        if (process.getInputStream().read() != WriterChild.RUNS) {
            throw new IOException("the child that writes it ended before it said a word");
        }
        return process;
    }

    private static String ask(Process process, Path path, List<byte[]> content) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), PIECE))) {
            out.writeUTF(path.toString());
            for (var piece : content) {
                for (int at = 0; at < piece.length; at += PIECE) {
                    int length = Math.min(PIECE, piece.length - at);
                    out.writeInt(length);
                    out.write(piece, at, length);
                }
            }
            out.writeInt(0);
            out.flush();
            return told(process);
        } catch (IOException e) {
            return told(process); // it fails before it has read all: why, it says
        }
    }

    private static String told(Process process) throws IOException {
        try (var in = new DataInputStream(process.getInputStream())) {
            return in.readUTF();
        } catch (IOException e) {
            throw new IOException("the child that writes it has ended", e);
        }
    }

    /** The child gets nothing from us except the two pipes. */
    private Process start() throws IOException {
        var builder =
                new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }
}
