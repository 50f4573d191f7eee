package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.WaitChannel;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import java.util.List;
import java.util.Optional;

/**
 * How a process is frozen, told by its threads. This is needed where the frozen cgroup itself is out of sight: above our cgroup
 * namespace, or in a hierarchy that is not mounted here.
 *
 * @param version of the cgroup freezer: 1 or 2
 * @param sign what one of its threads shows: "state D in futex_do_wait"
 */
public record FrozenThreads(int version, String sign) {
    private static final NodeView.Once<Integer, Optional<FrozenThreads>> OF = new NodeView.Once<>(FrozenThreads::find);

    /**
     * The function of kernel/freezer.c in which the v1 freezer keeps a thread; before 6.1 it keeps every thread there. The
     * state is D, or R from 6.1 to 6.12.
     */
    private static final String REFRIGERATOR = "__refrigerator";

    /**
     * The functions of kernel/signal.c in which the v2 freezer keeps a thread, in state S. The first may be inlined into the
     * second.
     */
    private static final List<String> TRAPS = List.of("do_freezer_trap", "get_signal");

    /** True when its cgroup or its threads show that a process is frozen. Its state alone does not tell (D or R in v1, S in v2). */
    public static boolean isFrozen(NodeView view, int pid) {
        return view.evidence().seen(Freeze.TYPE, pid).flatMap(Freeze::frozen).isPresent()
                || of(view, pid).isPresent();
    }

    /**
     * How the process with this pid is frozen; empty unless both readings show a frozen thread, all others frozen too or in
     * state D, T, t, Z or X, and none of them has run in between.
     */
    static Optional<FrozenThreads> of(NodeView view, int pid) {
        return view.once(OF, pid);
    }

    private static Optional<FrozenThreads> find(NodeView view, int pid) {
        return view.evidence()
                .twice(Tasks.TYPE, pid)
                .filter(seen -> Progress.of(view, pid) == Progress.STILL
                        && of(seen.first().tasks()).isPresent())
                .flatMap(seen -> of(seen.last().tasks()));
    }

    private static Optional<FrozenThreads> of(List<Tasks.Task> tasks) {
        var signs = tasks.stream().flatMap(task -> of(task).stream()).toList();
        boolean allHeld = tasks.stream().allMatch(task -> of(task).isPresent() || "DTtZX".indexOf(task.state()) >= 0);
        return allHeld ? signs.stream().findFirst() : Optional.empty();
    }

    /** What one thread shows at the moment it was read. */
    static Optional<FrozenThreads> of(Tasks.Task task) {
        var sign = "state " + task.state() + " in " + task.wchan();
        return switch (task.state()) {
            case 'S' -> TRAPS.contains(task.wchan()) ? Optional.of(new FrozenThreads(2, sign)) : Optional.empty();
            case 'D' -> bearsIt(task.wchan()) ? Optional.of(new FrozenThreads(1, sign)) : Optional.empty();
            // a running thread has no wchan; until f718faf3940e (after 6.12) the kernel showed frozen ones as R
            case 'R' -> task.wchan().isEmpty() ? Optional.empty() : Optional.of(new FrozenThreads(1, sign));
            default -> Optional.empty();
        };
    }

    private static boolean bearsIt(String wchan) {
        // from 6.1 on it leaves a thread in the wait it is in, where that wait allows it
        return wchan.equals(REFRIGERATOR) || WaitChannel.isEndedBySignals(wchan);
    }

    /** The cgroup of the process in the hierarchy of the freezer; this one, or one above it, is frozen. */
    Optional<String> cgroup(Freeze known) {
        return known.cgroups().stream()
                .filter(line -> isOfVersion(line.substring(0, Math.max(0, line.indexOf(':')))))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst();
    }

    private boolean isOfVersion(String controllers) {
        return version == 2
                ? controllers.isEmpty()
                : List.of(controllers.split(",", -1)).contains("freezer");
    }
}
