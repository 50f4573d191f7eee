package io.nodethaw.collect.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The moment at which the scheduler last counted a thread as running: se.exec_start of {@code /proc/PID/task/TID/sched}
 * (kernel/sched/debug.c). It is set when the thread begins to run, at each tick, and when it goes to sleep (kernel/sched/fair.c,
 * update_curr), on the clock of its processor; it is 0 while a thread that wakes moves to another one. A kernel without the file
 * tells nothing.
 */
public final class SchedFile {
    private static final String FIELD = "se.exec_start";

    private SchedFile() {}

    /** The moment for a thread, since boot; empty when the kernel does not tell. */
    public static Optional<Duration> lastRan(String path) {
        try {
            return parse(new String(KernelFile.bytes(path), ISO_8859_1));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The time in a line "se.exec_start : 4878495.720390", which is in milliseconds. */
    static Optional<Duration> parse(String text) {
        return text.lines()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(number -> number.matches("\\d{1,12}\\.\\d{1,6}"))
                .map(number -> Duration.ofMillis(Long.parseLong(number.substring(0, number.indexOf('.')))))
                .filter(Duration::isPositive)
                .findFirst();
    }
}
