package io.nodethaw.collect.goroutines;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.proc.SchedFile;
import io.nodethaw.evidence.GoWatch;
import io.nodethaw.golang.LastRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;

/**
 * Tells when threads last ran ({@link SchedFile}). That is the scheduler's own clock, which leaves out time taken by interrupts
 * and the hypervisor; what it shows now is told by our own thread, which is running.
 */
final class SchedulerTimes {
    /** The most threads; a process with more tells nothing. */
    private static final int MOST = 20_000;

    private SchedulerTimes() {}

    /** Reads the times of a process now. */
    static LastRuns read(Host host, int pid) {
        var ours = SchedFile.lastRan(host.file("/proc/thread-self/sched").toString());
        return ours.isPresent() ? read(host, pid, ours.get()) : LastRuns.UNKNOWN;
    }

    private static LastRuns read(Host host, int pid, Duration now) {
        var idle = new HashMap<Integer, Duration>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(host.proc(pid, "task"))) {
            for (var task : tasks) {
                var last = SchedFile.lastRan(task.resolve("sched").toString());
                if (last.isEmpty() || idle.size() >= MOST) {
                    return LastRuns.UNKNOWN;
                }
                var since = now.minus(last.get());
                idle.put(Integer.parseInt(task.getFileName().toString()), since.isNegative() ? Duration.ZERO : since);
            }
            var proc = new Proc(host);
            GoWatch.of(pid, idle.keySet(), thread -> began(proc, thread)).ifPresent(idle::remove);
        } catch (IOException | DirectoryIteratorException | UncheckedIOException _) {
            return LastRuns.UNKNOWN; // the process ended
        }
        return new LastRuns(idle);
    }

    private static Optional<Long> began(Proc proc, int thread) {
        try {
            return proc.process(thread).startTicks();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
