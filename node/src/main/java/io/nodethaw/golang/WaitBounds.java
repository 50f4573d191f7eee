package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        var all = new long[stamps.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = stamps.get(i);
        }
        Arrays.sort(all);
        long quiet = runs.ofAll().toNanos();
        var aged = new ArrayList<Goroutine>(goroutines.size());
        for (int i = 0; i < goroutines.size(); i++) {
            var goroutine = goroutines.get(i);
            long stamp = stamps.get(i);
            long age = Math.max(quiet, Math.max(own(goroutine, runs), sinceLater(stamp, all, now)));
            aged.add(stamp == RUNS || age <= 0 ? goroutine : goroutine.waiting(Duration.ofNanos(age)));
        }
        return aged;
    }

    private static long own(Goroutine goroutine, LastRuns runs) {
        return goroutine.blocked().orElse(null) instanceof Goroutine.Blocked.InCall(int tid)
                ? runs.of(tid).toNanos()
                : 0;
    }

    /** @param all in order */
    private static long sinceLater(long stamp, long[] all, long now) {
        if (stamp <= 0 || stamp == Long.MAX_VALUE) {
            return 0;
        }
        int found = Arrays.binarySearch(all, stamp + 1);
        int later = found < 0 ? -found - 1 : found;
        return later < all.length ? Math.max(now - all[later], 0) : 0;
    }
}
