package io.nodethaw.collect.memory.go;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For how long the threads of a process have not run, by the moment at which the scheduler last counted them as running
 * (se.exec_start of {@code /proc/PID/task/TID/sched}, kernel/sched/debug.c). That is the scheduler's own clock, which leaves out what
 * interrupts and the hypervisor took: our own thread, which runs now, tells what it shows. A kernel without the file tells nothing.
 */
final class LastRuns {
    private static final String FIELD = "se.exec_start";

    /** Most threads; those of a process that has more tell nothing. */
    private static final int MOST = 20_000;

    private final Map<Integer, Duration> idle;

    private LastRuns(Map<Integer, Duration> idle) {
        this.idle = idle;
    }

    /** Reads it now: whatever was read of the process before is at least as old. */
    static LastRuns of(Host host, int pid) {
        var ours = moment(host.file("/proc/thread-self/sched"));
        return new LastRuns(ours.isPresent() ? read(host.proc(pid, "task"), ours.get()) : Map.of());
    }

    private static Map<Integer, Duration> read(Path folder, Duration now) {
        var idle = new HashMap<Integer, Duration>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder)) {
            for (var task : tasks) {
                var last = moment(task.resolve("sched"));
                if (last.isEmpty() || idle.size() >= MOST) {
                    return Map.of();
                }
                var since = now.minus(last.get());
                idle.put(Integer.parseInt(task.getFileName().toString()), since.isNegative() ? Duration.ZERO : since);
            }
        } catch (IOException | DirectoryIteratorException _) {
            return Map.of(); // the process ended
        }
        return idle;
    }

    /** For how long a thread has not run; zero where that is not known. */
    Duration of(int tid) {
        return idle.getOrDefault(tid, Duration.ZERO);
    }

    /** For how long no thread of the process has run: nobody can have begun to wait since. */
    Duration ofAll() {
        return idle.values().stream().min(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Optional<Duration> moment(Path file) {
        try {
            return moment(new String(KernelFile.bytes(file.toString()), StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** From "se.exec_start     :     4878495.720390", in milliseconds. */
    static Optional<Duration> moment(String text) {
        return text.lines()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(number -> number.matches("\\d{1,12}\\.\\d{1,6}"))
                .map(number -> Duration.ofMillis(Long.parseLong(number.substring(0, number.indexOf('.')))))
                .findFirst();
    }
}
