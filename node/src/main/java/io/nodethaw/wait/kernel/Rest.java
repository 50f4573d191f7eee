package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * For how long no thread of a process has run, by the clocks of the scheduler. Two readings of a look show that for their half second;
 * this shows it for all the time before. The thread of a Go program that runs no goroutine is left out.
 */
public final class Rest {
    /** A program has begun to run Go after this time, in ticks of 10 ms (include/asm-generic/param.h, USER_HZ). */
    private static final long BEGINNING = 1000;

    /** With fewer threads a goroutine may run on the second. */
    private static final int THREADS = 3;

    private Rest() {}

    /** For how long at least; empty where that is not known of every thread. */
    public static Optional<Duration> of(NodeView view, int pid) {
        return view.evidence().seen(LastRan.TYPE, pid).flatMap(read -> of(view, read));
    }

    private static Optional<Duration> of(NodeView view, LastRan read) {
        var ran = new HashMap<Integer, Duration>();
        read.threads().forEach(thread -> since(view, thread).ifPresent(time -> ran.put(thread.tid(), time)));
        boolean known = view.evidence()
                .seen(Tasks.TYPE, read.pid())
                .filter(now ->
                        !now.tasks().isEmpty() && now.tasks().stream().allMatch(task -> ran.containsKey(task.tid())))
                .isPresent();
        watch(view, read).ifPresent(thread -> ran.remove(thread.tid()));
        return known ? ran.values().stream().min(Duration::compareTo) : Optional.empty();
    }

    /**
     * The thread of the runtime's own watch, which wakes once a minute in a Go program that does nothing (runtime/proc.go, sysmon:
     * forcegcperiod / 2). It is the first that such a program starts, and so has the number after that of the process; a later thread
     * has a lower one only where the numbers have begun anew.
     */
    private static Optional<LastRan.Thread> watch(NodeView view, LastRan read) {
        var main = read.threads().stream()
                .filter(thread -> thread.tid() == read.pid())
                .findFirst();
        boolean isGo = view.evidence().seen(Goroutines.TYPE, read.pid()).isPresent();
        return main.isEmpty() || !isGo || read.threads().size() < THREADS
                ? Optional.empty()
                : read.threads().stream()
                        .filter(thread -> thread.tid() > read.pid())
                        .min(Comparator.comparingInt(LastRan.Thread::tid))
                        .filter(first -> first.began() >= main.get().began()
                                && first.began() < main.get().began() + BEGINNING);
    }

    private static Optional<Duration> since(NodeView view, LastRan.Thread thread) {
        return view.evidence()
                .seen(ProcessorClock.TYPE, thread.processor())
                .map(clock -> clock.now().minus(thread.at()))
                .filter(Duration::isPositive);
    }

    /** What has to be read to know that of a process. */
    public static Set<Key> wants(NodeView view, int pid) {
        var wants = new LinkedHashSet<Key>();
        wants.add(Tasks.TYPE.key(pid));
        wants.add(LastRan.TYPE.key(pid));
        view.evidence()
                .seen(LastRan.TYPE, pid)
                .ifPresent(read ->
                        read.threads().forEach(thread -> wants.add(ProcessorClock.TYPE.key(thread.processor()))));
        return wants;
    }
}
