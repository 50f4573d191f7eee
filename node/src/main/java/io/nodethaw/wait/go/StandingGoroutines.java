package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Twice;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.kernel.StopEdges;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Goroutines that are at the same places of the same functions in both samples of a look, and so are not seen to have gone on between.
 * Arguments are not compared: those that point into the stack change when the runtime moves it.
 */
final class StandingGoroutines {
    private static final NodeView.Once<Integer, List<Goroutine>> STANDING =
            new NodeView.Once<>(StandingGoroutines::find);

    private StandingGoroutines() {}

    /** The goroutines of a process that stood still; none when they were read only once, or the process could not have moved. */
    static List<Goroutine> of(NodeView view, int pid) {
        return view.once(STANDING, pid);
    }

    /** True when the goroutines of a process were read in both samples, and it could have moved in between. */
    static boolean readTwice(NodeView view, int pid) {
        return twice(view, pid).isPresent();
    }

    private static Optional<Twice<Goroutines>> twice(NodeView view, int pid) {
        return view.evidence().twice(Goroutines.TYPE, pid).filter(_ -> !StopEdges.keep(view, pid));
    }

    private static List<Goroutine> find(NodeView view, int pid) {
        return twice(view, pid)
                .map(seen -> standing(seen.first().goroutines(), seen.last().goroutines()))
                .orElse(List.of());
    }

    private static List<Goroutine> standing(List<Goroutine> earlier, List<Goroutine> now) {
        var before = new HashMap<Long, Goroutine>();
        earlier.forEach(goroutine -> before.put(goroutine.id(), goroutine));
        return now.stream()
                .filter(goroutine -> before.containsKey(goroutine.id())
                        && places(goroutine).equals(places(before.get(goroutine.id()))))
                .toList();
    }

    private record Place(String function, int line, long offset) {}

    private static List<Place> places(Goroutine goroutine) {
        return goroutine.frames().stream()
                .map(frame -> new Place(frame.function(), frame.line(), frame.offset()))
                .toList();
    }
}
