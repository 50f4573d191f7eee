package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.WaitGraph;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What was to be read and was not: whoever judges without it says so. Nobody calls a node well while that is about what a
 * process of the chain waits for, or one that may be stuck; or about whom a process serves, which may be a hop then.
 */
final class LostReadings {
    private LostReadings() {}

    /**
     * Of those that matter each fact, of all others how many they are.
     *
     * @param reached whom a victim waits for, or one that a hop suspects; worked out only when something is missing
     */
    static List<BlindSpot> blindSpots(NodeView view, WaitGraph graph, Supplier<Set<Integer>> reached) {
        var chain = graph.hopProcesses();
        var spots = new LinkedHashSet<BlindSpot>();
        var servers = new TreeSet<Integer>();
        var others = new TreeSet<Integer>();
        for (var missing : Missing.of(view)) {
            int pid = missing.pid();
            if (missing.isGoroutines() && waits(view, graph, pid)) {
                continue;
            }
            if (pid <= 1 || chain.contains(pid) || reached.get().contains(pid)) {
                spots.add(new BlindSpot(what(view, missing), missing.why(), missing.tells()));
            } else if (missing.isOpenFiles()) {
                servers.add(pid);
            } else if (missing.isLate()) {
                others.add(pid);
            }
        }
        if (!servers.isEmpty()) {
            spots.add(new BlindSpot(
                    "open files of " + tell(view, servers), "not read, so that nobody knows whom they serve", true));
        }
        if (!others.isEmpty()) {
            spots.add(new BlindSpot(others(view, others), "did not come back in time", false));
        }
        return List.copyOf(spots);
    }

    /** A runc init, say, that is no Go program yet: whom it waits for was read in another way. */
    private static boolean waits(NodeView view, WaitGraph graph, int pid) {
        return view.vertex(pid).stream()
                .flatMap(vertex -> graph.from(vertex).stream())
                .anyMatch(edge -> edge.strength() == Strength.NEEDS);
    }

    private static String others(NodeView view, SortedSet<Integer> pids) {
        return pids.size() == 1
                ? "readings of " + tell(view, pids) + ", which has no part in the chain"
                : "readings of " + pids.size() + " processes that have no part in the chain, such as "
                        + view.name(pids.first());
    }

    private static String tell(NodeView view, SortedSet<Integer> pids) {
        var first = view.name(pids.first());
        return pids.size() == 1 ? first : pids.size() + " processes, such as " + first;
    }

    private static String what(NodeView view, Missing missing) {
        var key = missing.key();
        return missing.pid() == 0 ? key.toString() : key.fact() + " of " + view.name(missing.pid());
    }
}
