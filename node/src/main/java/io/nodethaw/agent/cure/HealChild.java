package io.nodethaw.agent.cure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Heals by a child: the same program as a person starts it, which reaches the verdict anew, has the same lock, records and proof, and lives
 * on when the agent is killed. The agent itself stays as light as it is.
 */
public final class HealChild {
    /** A cure waits for daemons and canaries, minutes in all; one that lasts longer hangs, and the next one goes on from there. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int MOST_BYTES = 1 << 20;

    private final List<String> command;

    /** @param command program and arguments that lead to the command line of this program */
    public HealChild(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** Has it healed of this alone; blocks until that has ended. */
    public Outcome heal(String code) {
        var all = new ArrayList<>(command);
        all.addAll(List.of("heal", "--yes", "--only", code, "-o", "json", "-q"));
        try {
            return run(all);
        } catch (IOException | OutOfMemoryError e) { // the second: no thread that waits for its end
            return Outcome.broken("heal could not be started: " + e.getMessage());
        }
    }

    private static Outcome run(List<String> all) throws IOException {
        var builder = new ProcessBuilder(all).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        var limit = Thread.ofPlatform().daemon().name("heal-limit").start(() -> end(process));
        try {
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readNBytes(MOST_BYTES), UTF_8);
            return process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    ? Outcome.parse(said, process.exitValue())
                    : Outcome.broken("heal has not ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.broken("the agent has ended");
        } finally {
            limit.interrupt();
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            return; // it has ended
        }
    }
}
