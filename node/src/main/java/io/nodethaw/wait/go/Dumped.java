package io.nodethaw.wait.go;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Origin;
import io.nodethaw.wait.NodeView;
import java.util.List;

/**
 * Processes whose goroutines come out of a dump that somebody brought. Nobody has asked anything about them, and a dump tells no
 * open file: what they wait for is known by their frames alone.
 */
public final class Dumped {
    private static final NodeView.Once<String, List<Integer>> ALL = new NodeView.Once<>((view, _) -> find(view));

    private Dumped() {}

    /** Their numbers, in order. */
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
