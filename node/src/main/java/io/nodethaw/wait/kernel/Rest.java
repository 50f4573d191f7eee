package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * For how long no thread of a process has run, by the clocks of the scheduler. Two readings of a look show that for their half second;
 * this shows it for all the time before.
 */
public final class Rest {
    private Rest() {}

    /** For how long at least; empty where that is not known of every thread. */
    public static Optional<Duration> of(NodeView view, int pid) {
        var ran = new HashMap<Integer, Duration>();
        view.evidence()
                .seen(LastRan.TYPE, pid)
                .ifPresent(read -> read.threads()
                        .forEach(thread -> since(view, thread).ifPresent(time -> ran.put(thread.tid(), time))));
        return view.evidence()
                .seen(Tasks.TYPE, pid)
                .filter(now ->
                        !now.tasks().isEmpty() && now.tasks().stream().allMatch(task -> ran.containsKey(task.tid())))
                .flatMap(_ -> ran.values().stream().min(Duration::compareTo));
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
