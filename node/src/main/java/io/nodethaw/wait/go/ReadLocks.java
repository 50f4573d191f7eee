package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import java.util.List;

/** The locks that goroutines of a process wait for, as they were read last: for a dump, the only time. */
public final class ReadLocks {
    private static final NodeView.Once<Integer, GoroutineLocks> LAST =
            new NodeView.Once<>((view, pid) -> GoroutineLocks.of(goroutines(view, pid)));

    private ReadLocks() {}

    /** None where the goroutines of this process were not read. */
    public static GoroutineLocks of(NodeView view, int pid) {
        return view.once(LAST, pid);
    }

    /** The goroutines of a process as they were read last. */
    public static List<Goroutine> goroutines(NodeView view, int pid) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(Goroutines::goroutines)
                .orElse(List.of());
    }
}
