package io.nodethaw.collect.goroutines;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.golang.LastRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;

/**
 * Tells when threads last ran, by the moment at which the scheduler last counted them as running (se.exec_start of {@code
 * /proc/PID/task/TID/sched}, kernel/sched/debug.c). That is the scheduler's own clock, which leaves out time taken by
 * interrupts and the hypervisor; what it shows now is told by our own thread, which is running. A kernel without the file tells
 * nothing.
 */
final class SchedulerTimes {
    private static final String FIELD = "se.exec_start";

    /** The most threads; a process with more tells nothing. */
    private static final int MOST = 20_000;

    private SchedulerTimes() {}

    /** Reads the times of a process now. */
    static LastRuns read(Host host, int pid) {
        var ours = moment(host.file("/proc/thread-self/sched"));
        return ours.isPresent() ? read(host.proc(pid, "task"), ours.get()) : LastRuns.UNKNOWN;
    }

    private static LastRuns read(Path folder, Duration now) {
        var idle = new HashMap<Integer, Duration>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder)) {
            for (var task : tasks) {
                var last = moment(task.resolve("sched"));
                if (last.isEmpty() || idle.size() >= MOST) {
                    return LastRuns.UNKNOWN;
                }
                var since = now.minus(last.get());
                idle.put(Integer.parseInt(task.getFileName().toString()), since.isNegative() ? Duration.ZERO : since);
            }
        } catch (IOException | DirectoryIteratorException _) {
            return LastRuns.UNKNOWN; // the process ended
        }
        return new LastRuns(idle);
    }

    private static Optional<Duration> moment(Path file) {
        try {
            return moment(new String(KernelFile.bytes(file.toString()), StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The time in a line "se.exec_start : 4878495.720390", which is in milliseconds. */
    static Optional<Duration> moment(String text) {
        return text.lines()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(number -> number.matches("\\d{1,12}\\.\\d{1,6}"))
                .map(number -> Duration.ofMillis(Long.parseLong(number.substring(0, number.indexOf('.')))))
                .findFirst();
    }
}
