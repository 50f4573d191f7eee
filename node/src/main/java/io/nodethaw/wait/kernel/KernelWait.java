package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.Twice;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A thread that the kernel held when the look began, and still holds as far as later readings show.
 *
 * @param pid of its process
 * @param atLeast for how long at least; empty when nothing tells
 * @param dated true when the scheduler tells since when; otherwise the time between two readings is all that is known
 */
public record KernelWait(int pid, KernelWaits.Held thread, Optional<Duration> atLeast, boolean dated) {
    private static final NodeView.Once<Integer, List<KernelWait>> OF = new NodeView.Once<>(KernelWait::find);

    /** Every such thread of a process. */
    public static List<KernelWait> of(NodeView view, int pid) {
        return view.once(OF, pid);
    }

    /** For how long at least the kernel has held a thread; empty when nothing tells. */
    static Optional<Duration> age(NodeView view, int pid, int tid) {
        return of(view, pid).stream()
                .filter(wait -> wait.thread().tid() == tid)
                .flatMap(wait -> wait.atLeast().stream())
                .findFirst();
    }

    /** What has to be read to know the ages of the held threads that were seen. */
    public static Set<Key> clocks(Evidence evidence) {
        var wants = new LinkedHashSet<Key>();
        evidence.allSeen(KernelWaits.TYPE)
                .flatMap(read -> read.held().stream())
                .filter(held -> held.lastRan().isPresent())
                .forEach(held -> held.processor().ifPresent(number -> wants.add(ProcessorClock.TYPE.key(number))));
        return wants;
    }

    private static List<KernelWait> find(NodeView view, int pid) {
        return view.evidence().seen(KernelWaits.TYPE, pid).map(KernelWaits::held).orElse(List.of()).stream()
                .filter(held -> isStillHeld(view, pid, held))
                .map(held -> of(view, pid, held))
                .toList();
    }

    private static KernelWait of(NodeView view, int pid, KernelWaits.Held held) {
        var asleep = asleep(view, held).or(held::reported);
        var longest = Stream.of(asleep, between(view, pid, held.tid()))
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
        return new KernelWait(pid, held, longest, asleep.isPresent());
    }

    /** False when a later reading shows that the thread has run since, or waits elsewhere now. */
    private static boolean isStillHeld(NodeView view, int pid, KernelWaits.Held held) {
        var now = view.evidence().seen(Tasks.TYPE, pid);
        if (now.isEmpty()) {
            return true;
        }
        boolean same = task(now.get(), held.tid())
                .filter(task -> task.state() == held.state() && task.wchan().equals(held.wchan()))
                .isPresent();
        return same
                && (view.evidence().twice(Tasks.TYPE, pid).isEmpty()
                        || stood(view, pid, held.tid()).isPresent());
    }

    /** How long it has not run, by the scheduler's clock of its processor. */
    private static Optional<Duration> asleep(NodeView view, KernelWaits.Held held) {
        return held.lastRan()
                .flatMap(ran -> held.processor()
                        .flatMap(number -> view.evidence().seen(ProcessorClock.TYPE, number))
                        .map(clock -> clock.now().minus(ran))
                        .filter(Duration::isPositive));
    }

    private static Optional<Duration> between(NodeView view, int pid, int tid) {
        return stood(view, pid, tid).map(Twice::between).filter(Duration::isPositive);
    }

    /** Both readings of the threads, when this one has not run in between. */
    private static Optional<Twice<Tasks>> stood(NodeView view, int pid, int tid) {
        return view.evidence().twice(Tasks.TYPE, pid).filter(seen -> {
            var ran = task(seen.first(), tid).flatMap(Tasks.Task::ran);
            return ran.isPresent() && ran.equals(task(seen.last(), tid).flatMap(Tasks.Task::ran));
        });
    }

    private static Optional<Tasks.Task> task(Tasks tasks, int tid) {
        return tasks.tasks().stream().filter(task -> task.tid() == tid).findFirst();
    }

    /** "state D in percpu_rwsem_wait". */
    public String text() {
        return "state " + thread.state() + " in " + (thread.wchan().isEmpty() ? "the kernel" : thread.wchan());
    }
}
