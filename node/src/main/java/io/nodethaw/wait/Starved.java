package io.nodethaw.wait;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.Twice;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a process could run and got no processor. Then it says nothing of it that it does not answer, or that its work takes
 * long; and when that is so of ourselves, an answer may have come that we had no time to read.
 */
public final class Starved {
    /**
     * A thread that is queued for at least this share of the time and runs for less than {@link #RUNS}, in per cent. One that loops
     * among seven others on two processors is queued for three quarters, and runs for one.
     */
    private static final int QUEUED = 50;

    private static final int RUNS = 10;

    /** Of a shorter time between two readings no share is told. */
    private static final Duration SHORTEST = Duration.ofMillis(300);

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
    private static final int ALL = 100;

    private static final NodeView.Once<Integer, Integer> SHARE = new NodeView.Once<>(Starved::find);

    private Starved() {}

    /** What has to be read for it of ourselves; of others it is read anyway. */
    public static Set<Key> wants(NodeView view) {
        return ours(view).map(pid -> Set.of(Tasks.TYPE.key(pid))).orElse(Set.of());
    }

    /** The share of the time for which this was queued for a processor, in per cent; empty unless it is starved. */
    public static Optional<Integer> share(NodeView view, Vertex vertex) {
        return pid(view, vertex).map(pid -> view.once(SHARE, pid)).filter(share -> share > 0);
    }

    private static Optional<Integer> pid(NodeView view, Vertex vertex) {
        return switch (vertex.whole()) {
            case Vertex.Ourselves() -> ours(view);
            case Vertex.Process(int pid, long _) -> Optional.of(pid);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> ours(NodeView view) {
        return view.evidence().seen(Machine.TYPE).map(Machine::ourPid).filter(pid -> pid > 0);
    }

    private static int find(NodeView view, int pid) {
        long ticks =
                view.evidence().seen(Machine.TYPE).map(Machine::ticksPerSecond).orElse((long) ALL);
        return view.evidence()
                .twice(Tasks.TYPE, pid)
                .filter(seen -> seen.between().compareTo(SHORTEST) >= 0)
                .map(seen -> share(seen, NANOS_PER_SECOND / ticks))
                .orElse(0);
    }

    private static int share(Twice<Tasks> seen, long nanosPerTick) {
        var before = new HashMap<Integer, Tasks.Task>();
        seen.first().tasks().forEach(task -> before.put(task.tid(), task));
        long passed = seen.between().toNanos();
        int most = 0;
        for (var after : seen.last().tasks()) {
            var earlier = before.get(after.tid());
            if (earlier != null) {
                most = Math.max(most, stoodInQueue(earlier, after) ? ALL : share(earlier, after, nanosPerTick, passed));
            }
        }
        return most;
    }

    /**
     * It could run in both readings and did not in between. The time in the queue is added only when it ends (kernel/sched/stats.h,
     * sched_info_arrive). A frozen thread is R too on some kernels, but sleeps in a function of the kernel.
     */
    static boolean stoodInQueue(Tasks.Task before, Tasks.Task after) {
        return before.state() == 'R'
                && after.state() == 'R'
                && before.wchan().isEmpty()
                && after.wchan().isEmpty()
                && after.ran().isPresent()
                && after.ran().equals(before.ran());
    }

    private static int share(Tasks.Task before, Tasks.Task after, long nanosPerTick, long passed) {
        if (before.queued().isEmpty()
                || after.queued().isEmpty()
                || before.cpuTicks().isEmpty()
                || after.cpuTicks().isEmpty()) {
            return 0;
        }
        long queued = (after.queued().get() - before.queued().get()) * ALL / passed;
        long ran = (after.cpuTicks().get() - before.cpuTicks().get()) * nanosPerTick * ALL / passed;
        return queued >= QUEUED && ran < RUNS ? (int) Math.min(queued, ALL) : 0;
    }
}
