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
 * How long the goroutines of a process have waited at least. The Go runtime stamps a wait when a garbage collection first finds
 * it, with the time at which the marking of the previous collection ended (markroot of runtime/mgcmark.go; work.tstart, set by
 * gcMark of runtime/mgc.go). The stamp may therefore be too early by the whole interval between two collections. But every
 * later stamp, on any other goroutine, is the time of a moment at which this one was already waiting, so the next later stamp
 * bounds its wait. More exact bounds, from memory and threads, come with the goroutine.
 */
final class GoroutineAges {
    private static final NodeView.Once<Integer, GoroutineAges> AGES =
            new NodeView.Once<>((view, pid) -> new GoroutineAges(view.evidence()
                    .seen(Goroutines.TYPE, pid)
                    .map(Goroutines::goroutines)
                    .orElse(List.of())));

    /** Every stamp of the process, in whole minutes before now. */
    private final TreeSet<Integer> stamps = new TreeSet<>();

    GoroutineAges(Collection<Goroutine> goroutines) {
        goroutines.stream()
                .map(Goroutine::minutes)
                .filter(minutes -> minutes >= 0)
                .forEach(stamps::add);
    }

    /** The ages of the goroutines of a process, as they were read last. */
    static GoroutineAges of(NodeView view, int pid) {
        return view.once(AGES, pid);
    }

    /** How long this goroutine has waited at least; zero when nothing bounds it. */
    Duration atLeast(Goroutine goroutine) {
        var stamped = Optional.ofNullable(stamps.lower(goroutine.minutes()))
                .map(Duration::ofMinutes)
                .orElse(Duration.ZERO);
        return goroutine.atLeast().filter(age -> age.compareTo(stamped) > 0).orElse(stamped);
    }
}
