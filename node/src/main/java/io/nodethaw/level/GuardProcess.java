package io.nodethaw.level;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parent's side of the guard: starts it, and tells it when all is done. */
final class GuardProcess implements Closeable {
    /** How long it may take to start: half a second on a slow machine. */
    private static final Duration START = Duration.ofSeconds(5);

    private final Process process;
    private final int pid;

    private GuardProcess(Process process, int pid) {
        this.process = process;
        this.pid = pid;
    }

    /**
     * Starts it, and waits until it stands by.
     *
     * @param command program and arguments that lead to {@link Guard#run}
     */
    static GuardProcess start(List<String> command) throws IOException {
        var builder =
                new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        try {
            return new GuardProcess(process, pid(process));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Waits until it stands by. */
    private static int pid(Process process) throws IOException {
        var said = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("guard").start(() -> {
            try {
                said.complete(String.valueOf(process.inputReader(US_ASCII).readLine()));
            } catch (IOException e) {
                said.completeExceptionally(e);
            }
        });
        try {
            var line = said.get(START.toMillis(), TimeUnit.MILLISECONDS);
            if (!line.startsWith(Guard.READY)) {
                throw new IOException("the guard ended before it said a word");
            }
            return Integer.parseInt(line.substring(Guard.READY.length()));
        } catch (ExecutionException | TimeoutException | NumberFormatException e) {
            throw new IOException("the guard did not start in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Its pid, as {@code /proc} has it. */
    int pid() {
        return pid;
    }

    /** Says that nothing is left to be put back; without this its end of the pipe closes, and it puts the level back. */
    void done() throws IOException {
        process.getOutputStream().write(Guard.DONE);
        process.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
