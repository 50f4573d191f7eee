package io.nodethaw.wait;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Processes of one program that are many. A node that has been wedged for hours has hundreds of runc that all wait for the
 * same: some of them are looked at closely, and stand for the rest. Of those left out nothing is concluded.
 */
public final class Crowd {
    /** So many of one program are looked at closely. */
    static final int MOST = 8;

    private Crowd() {}

    /**
     * Those of these processes to look at closely: of each program the ones in D or stopped, then the oldest, and the
     * parents of all of them.
     */
    public static Set<Integer> closely(NodeView view, Set<Integer> pids) {
        var order = Comparator.comparing((ProcessTable.Entry process) -> !isHeldUp(process))
                .thenComparingLong(ProcessTable.Entry::startTicks)
                .thenComparingInt(ProcessTable.Entry::pid);
        var chosen = new HashSet<Integer>();
        for (var program : byProgram(view, pids).values()) {
            program.stream().sorted(order).limit(MOST).forEach(process -> addWithParents(view, pids, process, chosen));
        }
        return chosen;
    }

    private static boolean isHeldUp(ProcessTable.Entry process) {
        return process.state() == 'D' || process.state() == 'T' || process.state() == 't';
    }

    private static Map<String, List<ProcessTable.Entry>> byProgram(NodeView view, Collection<Integer> pids) {
        var programs = new HashMap<String, List<ProcessTable.Entry>>();
        for (int pid : pids) {
            view.process(pid)
                    .ifPresent(process -> programs.computeIfAbsent(process.comm(), _ -> new ArrayList<>())
                            .add(process));
        }
        return programs;
    }

    private static void addWithParents(
            NodeView view, Set<Integer> pids, ProcessTable.Entry first, Set<Integer> chosen) {
        var process = first;
        while (pids.contains(process.pid()) && chosen.add(process.pid())) {
            process = view.process(process.parent()).orElse(process);
        }
    }

    /** Those of a crowd among these that were not looked at while others of it were. */
    public static Set<Integer> leftOut(NodeView view, Collection<Vertex> vertices) {
        var all = new HashSet<Integer>();
        for (var vertex : vertices) {
            if (vertex.whole() instanceof Vertex.Process(int pid, long _)) {
                all.add(pid);
            }
        }
        return byProgram(view, all).values().stream()
                .filter(program -> program.size() > MOST)
                .filter(program -> program.stream().anyMatch(process -> wasLookedAt(view, process)))
                .flatMap(List::stream)
                .filter(process -> !wasLookedAt(view, process))
                .map(ProcessTable.Entry::pid)
                .collect(Collectors.toSet());
    }

    private static boolean wasLookedAt(NodeView view, ProcessTable.Entry process) {
        return view.evidence()
                .latest(Tasks.TYPE, Integer.toString(process.pid()))
                .isPresent();
    }
}
