package io.nodethaw.format;

import io.nodethaw.evidence.Logged;
import java.util.List;
import java.util.Optional;

/**
 * Tasks that the freezer of their cgroup keeps, by their stack or the place that a list shows: it looks like any other state D. Since
 * when, and whether somebody has paused the container, neither tells.
 */
public final class FrozenTask {
    /**
     * Where a frozen task sleeps: kernel/freezer.c, which lists cut off; for version 2 of cgroups kernel/signal.c, do_freezer_trap.
     */
    private static final List<String> PLACES =
            List.of("__refrigerator", "refrigerator", "refrig", "__refr", "do_freezer_trap");

    /** Where {@code do_freezer_trap} stands where the compiler has inlined it; tasks stopped by a signal may stand there too, in state T. */
    private static final String TRAP = "get_signal";

    private FrozenTask() {}

    /** True for the place of a task that sleeps in the freezer of version 2, also where that is inlined into another function. */
    public static boolean isTrapped(char state, String function) {
        return state == 'S' && function.equals(TRAP) || PLACES.getLast().equals(function);
    }

    /**
     * Adds that a task is frozen, where its innermost function says so; false where it does not.
     *
     * @param pid 0 where it is not told
     * @param state as far as it is told
     */
    public static boolean tell(String name, int pid, char state, String function, Found into, long line) {
        if (!PLACES.contains(function) && !isTrapped(state, function)) {
            return false;
        }
        var task = pid > 0 ? (name.isEmpty() ? "process" : name) + " " + pid : "a process whose number is not told";
        var about = "the cgroup of " + (pid > 0 ? "process " + pid : "that process");
        var logged = new Logged(Logged.Sign.FROZEN, "", about, task + " sleeps in " + function, 1, Optional.empty());
        into.put(Logged.TYPE, logged.key().instance(), logged, line);
        return true;
    }
}
