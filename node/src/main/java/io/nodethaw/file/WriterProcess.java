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
    /** The longest piece that is sent at once. */
    private static final int PIECE = 1 << 16;

    /** Writes it; returns why that failed. A file that came late is there all the same. */
    public Optional<String> write(Path path, List<byte[]> content, Duration limit) throws InterruptedException {
        var task = new FutureTask<>(() -> ask(path, content));
        Thread.ofPlatform().daemon().name("writer").start(task);
        try {
            return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .filter(why -> !why.isEmpty());
        } catch (TimeoutException e) {
            return Optional.of("the disk took no data for " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(String.valueOf(cause.getMessage()));
        }
    }

    private String ask(Path path, List<byte[]> content) throws IOException {
        var process = start();
        var out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), PIECE));
        try (out) {
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
            return answer(process);
        } catch (IOException e) {
            return answer(process); // it fails before it has read all: why, it says
        }
    }

    private static String answer(Process process) throws IOException {
        try (var in = new DataInputStream(process.getInputStream())) {
            return in.readUTF();
        } catch (IOException e) {
            throw new IOException("the child that writes it did not start, or has ended", e);
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
