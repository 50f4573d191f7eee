package io.nodethaw.wait.go;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Origin;
import io.nodethaw.wait.NodeView;
import java.util.List;

/**
 * Processes whose goroutines come from a dump in a file. Nothing else was read about them, and a dump tells no open files: what
 * they wait for is known from their frames alone.
 */
public final class Dumped {
    private static final NodeView.Once<String, List<Integer>> ALL = new NodeView.Once<>((view, _) -> find(view));

    private Dumped() {}

    /** Their pids, or the numbers that stand for unknown pids, in order. */
    public static List<Integer> all(NodeView view) {
        return view.once(ALL, "");
    }

    private static List<Integer> find(NodeView view) {
        return view.evidence()
                .allSeen(Goroutines.TYPE)
                .map(Goroutines::pid)
                .filter(pid -> is(view.evidence(), pid) && view.process(pid).isPresent())
                .sorted()
                .toList();
    }

    private static boolean is(Evidence evidence, int pid) {
        return evidence.latest(Goroutines.TYPE, Integer.toString(pid))
                .filter(sample -> sample.origin() instanceof Origin.InFile)
                .isPresent();
    }
}
