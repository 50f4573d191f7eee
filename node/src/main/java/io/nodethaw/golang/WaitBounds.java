package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * For how long the goroutines of a process have waited at least. The runtime's own stamp of a wait may be too early: a collection
 * that finds somebody waiting notes the end of the one before (runtime/mgcmark.go, markroot; runtime/mgc.go, gcMark). Three things
 * bound it: a later stamp on another goroutine, which a later collection made; that no thread of the process has run since; and, of
 * one in a system call, that its own thread has not.
 */
final class WaitBounds {
    /** Stands for the stamp of one that does not wait; 0 is that of one that no collection has found yet. */
    private static final long RUNS = -1;

    private final List<Long> stamps = new ArrayList<>();

    /** The stamp of the next goroutine, in the order of those that are aged. */
    void add(G g) {
        add(g.status() == G.WAITING || g.status() == G.SYSCALL ? g.waitSince() : RUNS);
    }

    void add(long stamp) {
        stamps.add(stamp);
    }

    /**
     * The same goroutines with what bounds their waits.
     *
     * @param runs of the threads, read after the goroutines
     * @param now on the runtime's clock, before they were read
     */
    List<Goroutine> age(List<Goroutine> goroutines, LastRuns runs, long now) {
        var all = new TreeSet<>(stamps);
        var quiet = runs.ofAll();
        var aged = new ArrayList<Goroutine>(goroutines.size());
        for (int i = 0; i < goroutines.size(); i++) {
            var goroutine = goroutines.get(i);
            long stamp = stamps.get(i);
            var age = longest(quiet, longest(own(goroutine, runs), sinceLater(stamp, all, now)));
            aged.add(stamp == RUNS || age.isZero() ? goroutine : goroutine.waiting(age));
        }
        return aged;
    }

    private static Duration own(Goroutine goroutine, LastRuns runs) {
        return goroutine.blocked().orElse(null) instanceof Goroutine.Blocked.InCall(int tid)
                ? runs.of(tid)
                : Duration.ZERO;
    }

    private static Duration sinceLater(long stamp, TreeSet<Long> all, long now) {
        var later = stamp > 0 ? all.higher(stamp) : null;
        return later == null ? Duration.ZERO : Duration.ofNanos(Math.max(now - later, 0));
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
