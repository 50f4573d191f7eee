package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.GoWatch;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * For how long no thread of a process has run, by the clocks of the scheduler. Two readings of a look show that for their half second;
 * this shows it for all the time before. The thread of a Go program that runs no goroutine is left out.
 */
public final class Rest {
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
        watch(view, read).ifPresent(ran::remove);
        return known ? ran.values().stream().min(Duration::compareTo) : Optional.empty();
    }

    private static OptionalInt watch(NodeView view, LastRan read) {
        var began = new HashMap<Integer, Long>();
        read.threads().forEach(thread -> began.put(thread.tid(), thread.began()));
        return view.evidence().seen(Goroutines.TYPE, read.pid()).isPresent()
                ? GoWatch.of(read.pid(), began.keySet(), thread -> Optional.ofNullable(began.get(thread)))
                : OptionalInt.empty();
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
