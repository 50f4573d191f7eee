package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * For how long the goroutines of a process have waited at least. The Go runtime stamps a wait when a garbage collection first finds
 * it, and with the moment at which the collection before that one ended its marking (markroot of runtime/mgcmark.go; work.tstart, set
 * by gcMark of runtime/mgc.go): up to a whole interval between two collections too early. A later stamp, on any other
 * goroutine, is later than that finding, and so bounds it. What its memory and threads told more exactly comes with it.
 */
final class GoroutineAges {
    private static final NodeView.Once<Integer, GoroutineAges> AGES =
            new NodeView.Once<>((view, pid) -> new GoroutineAges(view.evidence()
                    .seen(Goroutines.TYPE, pid)
                    .map(Goroutines::goroutines)
                    .orElse(List.of())));

    /** Every stamp, in whole minutes before now. */
    private final TreeSet<Integer> stamps = new TreeSet<>();

    GoroutineAges(Collection<Goroutine> goroutines) {
        goroutines.stream()
                .map(Goroutine::minutes)
                .filter(minutes -> minutes >= 0)
                .forEach(stamps::add);
    }

    /** Those of the goroutines of a process, as they were read last. */
    static GoroutineAges of(NodeView view, int pid) {
        return view.once(AGES, pid);
    }

    /** For how long one of them has waited at least; zero where nothing bounds it. */
    Duration atLeast(Goroutine goroutine) {
        var stamped = Optional.ofNullable(stamps.lower(goroutine.minutes()))
                .map(Duration::ofMinutes)
                .orElse(Duration.ZERO);
        return goroutine.atLeast().filter(age -> age.compareTo(stamped) > 0).orElse(stamped);
    }
}
