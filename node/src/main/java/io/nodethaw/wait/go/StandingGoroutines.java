package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Sample;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.kernel.StopEdges;
import java.util.HashMap;
import java.util.List;

/** Goroutines that are in the same functions in both samples of a look, and so have not gone on between. */
final class StandingGoroutines {
    private static final NodeView.Once<Integer, List<Goroutine>> STANDING =
            new NodeView.Once<>(StandingGoroutines::find);

    private StandingGoroutines() {}

    /** Those of a process; none where they were read once, or where nothing of the process could have moved. */
    static List<Goroutine> of(NodeView view, int pid) {
        return readTwice(view, pid) ? view.once(STANDING, pid) : List.of();
    }

    /** True when the goroutines of a process were read in both samples, and it could go on between. */
    static boolean readTwice(NodeView view, int pid) {
        return samples(view, pid).size() > 1 && !StopEdges.keep(view, pid);
    }

    private static List<List<Goroutine>> samples(NodeView view, int pid) {
        return view.evidence().samples(Goroutines.TYPE, Integer.toString(pid)).stream()
                .map(Sample::reading)
                .flatMap(reading -> reading.seen().stream())
                .map(Goroutines::goroutines)
                .toList();
    }

    private static List<Goroutine> find(NodeView view, int pid) {
        var samples = samples(view, pid);
        var before = new HashMap<Long, Goroutine>();
        samples.getFirst().forEach(goroutine -> before.put(goroutine.id(), goroutine));
        return samples.getLast().stream()
                .filter(goroutine -> before.containsKey(goroutine.id())
                        && functions(goroutine).equals(functions(before.get(goroutine.id()))))
                .toList();
    }

    private static List<String> functions(Goroutine goroutine) {
        return goroutine.frames().stream().map(Goroutine.Frame::function).toList();
    }
}
