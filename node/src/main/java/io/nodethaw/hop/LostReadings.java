package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.FactType;
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
 * Reports readings that were wanted and are missing. A node is not called healthy while one of them would tell what a process
 * of the chain, or one that may be stuck, waits for; or whom a process serves, because it could then be a hop.
 */
final class LostReadings {
    private LostReadings() {}

    /**
     * A blind spot for each missing fact that matters, and one with the number of all others.
     *
     * @param facts all kinds of facts
     * @param reached the processes that a victim or a suspect waits for; worked out only when something is missing
     */
    static List<BlindSpot> blindSpots(
            NodeView view, WaitGraph graph, List<FactType<?>> facts, Supplier<Set<Integer>> reached) {
        var chain = graph.hopProcesses();
        var spots = new LinkedHashSet<BlindSpot>();
        var servers = new TreeSet<Integer>();
        var others = new TreeSet<Integer>();
        for (var missing : Missing.of(view, facts)) {
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
                    "open files of " + tell(view, servers), "not read, so it is not known whom they serve", true));
        }
        if (!others.isEmpty()) {
            spots.add(new BlindSpot(others(view, others), "did not come back in time", false));
        }
        return List.copyOf(spots);
    }

    /** True when a wait of the process was read in another way, as for a runc init that is not yet a Go program. */
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
