package io.nodethaw.wait;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses which of many similar processes are looked at closely. A node that has been wedged for hours may have hundreds of
 * runc processes that all wait for the same thing: a few of them are looked at closely and stand for the rest. Nothing is
 * concluded about those that were left out.
 */
public final class Crowd {
    /** The most processes of one program that are looked at closely. */
    static final int MOST = 8;

    /**
     * The most children of one parent that are looked at closely, among processes that have no part in the chain. It is larger
     * because the many children of PID 1 are not alike.
     */
    static final int MOST_CHILDREN = 32;

    private Crowd() {}

    /**
     * What makes processes alike: the name of their program. Processes that have no part in the chain are also alike when they
     * have the same parent, because a tenant of the node can give its processes any name.
     *
     * @param chain true for a process that has a part in the chain; strangers of the same name are not alike to it
     * @param name of the program; empty where it is the parent that counts
     * @param parent 0 where it is the name that counts
     */
    private record Likeness(boolean chain, String name, int parent) {
        int most() {
            return name.isEmpty() ? MOST_CHILDREN : MOST;
        }
    }

    /**
     * Which of these processes to look at closely: from each crowd first those in state D or stopped, then the oldest; and the
     * parents of all that were chosen.
     *
     * @param chain pids of the processes that have a part in the chain
     */
    public static Set<Integer> closely(NodeView view, Set<Integer> chain, Set<Integer> pids) {
        var order = Comparator.comparing((ProcessTable.Entry process) -> !isHeldUp(process))
                .thenComparingLong(process -> process.startTicks().orElse(Long.MAX_VALUE))
                .thenComparingInt(ProcessTable.Entry::pid);
        var counts = new HashMap<Likeness, Integer>();
        var chosen = new HashSet<Integer>();
        processes(view, pids).sorted(order).forEach(process -> {
            var kinds = kinds(process, chain);
            if (kinds.stream().allMatch(kind -> counts.getOrDefault(kind, 0) < kind.most())) {
                kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
                addWithParents(view, pids, process, chosen);
            }
        });
        return chosen;
    }

    private static boolean isHeldUp(ProcessTable.Entry process) {
        return process.state() == 'D' || process.state() == 'T' || process.state() == 't' || process.isEnding();
    }

    private static Stream<ProcessTable.Entry> processes(NodeView view, Collection<Integer> pids) {
        return pids.stream().flatMap(pid -> view.process(pid).stream());
    }

    private static List<Likeness> kinds(ProcessTable.Entry process, Set<Integer> chain) {
        return chain.contains(process.pid())
                ? List.of(new Likeness(true, process.comm(), 0))
                : List.of(new Likeness(false, process.comm(), 0), new Likeness(false, "", process.parent()));
    }

    private static void addWithParents(
            NodeView view, Set<Integer> pids, ProcessTable.Entry first, Set<Integer> chosen) {
        var process = first;
        while (pids.contains(process.pid()) && chosen.add(process.pid())) {
            process = view.process(process.parent()).orElse(process);
        }
    }

    /** Pids of those processes that were not looked at while others of their crowd were. */
    public static Set<Integer> leftOut(NodeView view, Set<Integer> chain, Collection<Vertex> vertices) {
        var pids = new HashSet<Integer>();
        for (var vertex : vertices) {
            if (vertex.whole() instanceof Vertex.Process(int pid, long _)) {
                pids.add(pid);
            }
        }
        var crowds = crowds(view, chain, pids);
        return processes(view, pids)
                .filter(process -> !wasLookedAt(view, process))
                .filter(process -> kinds(process, chain).stream().anyMatch(crowds::contains))
                .map(ProcessTable.Entry::pid)
                .collect(Collectors.toSet());
    }

    /** The crowds that have more members than are looked at, and of which some members were looked at. */
    private static Set<Likeness> crowds(NodeView view, Set<Integer> chain, Set<Integer> pids) {
        Map<Likeness, Integer> all = new HashMap<>();
        var seen = new HashSet<Likeness>();
        processes(view, pids).forEach(process -> {
            boolean lookedAt = wasLookedAt(view, process);
            for (var kind : kinds(process, chain)) {
                all.merge(kind, 1, Integer::sum);
                if (lookedAt) {
                    seen.add(kind);
                }
            }
        });
        seen.removeIf(kind -> all.getOrDefault(kind, 0) <= kind.most());
        return seen;
    }

    private static boolean wasLookedAt(NodeView view, ProcessTable.Entry process) {
        return view.evidence()
                .latest(Tasks.TYPE, Integer.toString(process.pid()))
                .isPresent();
    }
}
