package io.nodethaw.collect.goroutines;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.proc.SchedFile;
import io.nodethaw.golang.LastRuns;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Tells when threads last ran ({@link SchedFile}). That is the scheduler's own clock, which leaves out time taken by interrupts
 * and the hypervisor; what it shows now is told by our own thread, which is running.
 */
final class SchedulerTimes {
    /** The most threads; a process with more tells nothing. */
    private static final int MOST = 20_000;

    /** A program has begun to run Go after this time, in ticks of 10 ms (include/asm-generic/param.h, USER_HZ). */
    private static final long BEGINNING = 1000;

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
            monitor(host, pid, idle.keySet()).ifPresent(idle::remove);
        } catch (IOException | DirectoryIteratorException _) {
            return LastRuns.UNKNOWN; // the process ended
        }
        return new LastRuns(idle);
    }

    /**
     * The thread of the runtime's own watch, which runs no goroutine and wakes once a minute in a process that does nothing
     * (runtime/proc.go, sysmon: forcegcperiod / 2). It is the first that a Go program starts (main), and so has the number after that of the
     * process; a later thread has a lower one only where the numbers have begun anew.
     */
    private static OptionalInt monitor(Host host, int pid, Set<Integer> threads) throws IOException {
        var first = threads.stream()
                .mapToInt(Integer::intValue)
                .filter(thread -> thread > pid)
                .min();
        if (first.isEmpty() || threads.size() < 3) {
            return OptionalInt.empty(); // then a goroutine may run on it
        }
        var proc = new Proc(host);
        var began = proc.process(pid).startTicks();
        var later = proc.process(first.getAsInt()).startTicks();
        return began.isPresent()
                        && later.filter(ticks -> ticks >= began.get() && ticks < began.get() + BEGINNING)
                                .isPresent()
                ? first
                : OptionalInt.empty();
    }
}
