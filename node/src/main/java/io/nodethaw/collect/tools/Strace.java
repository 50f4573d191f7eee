package io.nodethaw.collect.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * strace of this machine, attached to a process for some seconds. It ends, and lets the process go, when its time is up, when this program
 * ends in whatever way, and with the terminal: a shell stands between us and it, which waits for the end of a pipe from us. The kernel
 * lets the process go where both are killed (ptrace(2): when the tracer dies, tracees are detached and go on).
 */
public final class Strace {
    /**
     * Starts its arguments, and ends them when its input ends: by SIGTERM, on which strace detaches, and after two seconds by SIGKILL. Its own
     * output is closed, so that the end of strace is the end of what we read.
     */
    private static final String GUARD =
            "\"$@\" </dev/null & child=$!; exec >/dev/null 2>&1; trap : INT TERM HUP; read -r _; "
                    + "kill -TERM $child; n=0; while kill -0 $child && [ $n -lt 20 ]; do sleep 0.1; n=$((n+1)); done; kill -KILL $child";

    /** Most that is kept of what it prints (our own limit); the rest is read and dropped. */
    private static final int MOST = 16 << 20;

    private static final Duration GRACE = Duration.ofSeconds(4);

    private final Tool tool;

    private Strace(Tool tool) {
        this.tool = tool;
    }

    /** The one of this machine. */
    public static Optional<Strace> find() {
        return Tool.find("strace").map(Strace::new);
    }

    /**
     * What it prints of a process with all its threads.
     *
     * @param time how long it is attached
     */
    public String trace(int pid, Duration time) throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "nodethaw-guard", tool.path()));
        command.addAll(List.of("-f", "-ttt", "-T", "-yy", "-s", "1024", "-p", Integer.toString(pid)));
        var builder = new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", "/usr/bin:/bin");
        var guard = builder.start();
        var timer = Thread.ofPlatform().daemon().start(() -> end(guard, time));
        var kept = new StringBuilder();
        try (var out = guard.getInputStream()) {
            var piece = new byte[1 << 16];
            int count = out.read(piece);
            while (count >= 0) {
                if (kept.length() < MOST) {
                    kept.append(new String(piece, 0, count, UTF_8));
                }
                count = out.read(piece);
            }
        } finally {
            timer.interrupt();
            guard.getOutputStream().close();
        }
        return kept.toString();
    }

    /** Ends its input when the time is up; where that does not end it in time, there is no more to read. */
    private static void end(Process guard, Duration time) {
        try {
            if (guard.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            guard.getOutputStream().close();
            if (!guard.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                guard.getInputStream().close();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            return; // it has ended meanwhile
        }
    }
}
