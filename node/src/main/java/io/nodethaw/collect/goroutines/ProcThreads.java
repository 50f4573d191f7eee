package io.nodethaw.collect.goroutines;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.golang.LastRuns;
import io.nodethaw.golang.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The threads of a process, read from {@code /proc}. The last number of the line NSpid (proc(5), since Linux 4.1) gives the
 * number that a thread has in its own pid namespace.
 */
final class ProcThreads implements Threads {
    /** The most threads; Go's own limit is 10,000. */
    private static final int MOST = 20_000;

    private final Host host;
    private final int pid;
    private Optional<Map<Long, Integer>> numbers = Optional.empty();

    ProcThreads(Host host, int pid) {
        this.host = host;
        this.pid = pid;
    }

    @Override
    public int number(long inner) {
        if (numbers.isEmpty()) {
            numbers = Optional.of(numbers());
        }
        return numbers.get().getOrDefault(inner, 0);
    }

    @Override
    public LastRuns lastRuns() {
        return SchedulerTimes.read(host, pid);
    }

    private Map<Long, Integer> numbers() {
        var found = new HashMap<Long, Integer>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(host.proc(pid, "task"))) {
            for (var task : tasks) {
                int tid = Integer.parseInt(task.getFileName().toString());
                inner(task, tid).ifPresent(number -> found.put(number, tid));
                if (found.size() >= MOST) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            found.clear(); // the process ended
        }
        return found;
    }

    /**
     * The number of a thread in its own pid namespace; the number in ours when the kernel has no such line; empty when the
     * thread has ended meanwhile.
     */
    private static Optional<Long> inner(Path task, int tid) {
        try {
            return Optional.of(inner(new String(KernelFile.bytes(task + "/status"), StandardCharsets.ISO_8859_1), tid));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static long inner(String status, int tid) {
        int line = status.indexOf("\nNSpid:");
        if (line < 0) {
            return tid;
        }
        var numbers = status.substring(line + 7).lines().findFirst().orElse("").strip();
        var last = numbers.substring(numbers.lastIndexOf('\t') + 1);
        return last.isEmpty() ? tid : Long.parseLong(last);
    }
}
