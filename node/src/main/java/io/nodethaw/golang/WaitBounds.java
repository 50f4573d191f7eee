package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long the goroutines of a process have waited at least. The runtime's own stamp of a wait may be too early: a garbage
 * collection that finds a goroutine waiting notes the end of the collection before (runtime/mgcmark.go, markroot;
 * runtime/mgc.go, gcMark). Three things bound the wait: a later stamp on another goroutine, which a later collection made; that
 * no thread of the process has run since; and, for a goroutine in a system call, that its own thread has not run since.
 */
final class WaitBounds {
    /** Stands for the stamp of a goroutine that does not wait; 0 is the stamp of one that no collection has found yet. */
    private static final long RUNS = -1;

    private final List<Long> stamps = new ArrayList<>();

    /** Adds the stamp of the next goroutine, in the same order as for {@link #age}. */
    void add(G g) {
        add(g.status() == G.WAITING || g.status() == G.SYSCALL ? g.waitSince() : RUNS);
    }

    void add(long stamp) {
        stamps.add(stamp);
    }

    /**
     * The same goroutines with lower bounds of their waits.
     *
     * @param runs when the threads last ran, read after the goroutines
     * @param now on the runtime's clock, before they were read; 0 when not known: then up to the last stamp
     */
    List<Goroutine> age(List<Goroutine> goroutines, LastRuns runs, long now) {
        var all = new long[stamps.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = stamps.get(i);
        }
        Arrays.sort(all);
        long until = now == 0 ? latest(all) : now;
        long quiet = runs.ofAll().toNanos();
        var aged = new ArrayList<Goroutine>(goroutines.size());
        for (int i = 0; i < goroutines.size(); i++) {
            var goroutine = goroutines.get(i);
            long stamp = stamps.get(i);
            long age = Math.max(quiet, Math.max(own(goroutine, runs), sinceLater(stamp, all, until)));
            aged.add(stamp == RUNS || age <= 0 ? goroutine : goroutine.waiting(Duration.ofNanos(age)));
        }
        return aged;
    }

    /** @param all all stamps, in order */
    private static long latest(long[] all) {
        for (int i = all.length - 1; i >= 0; i--) {
            if (all[i] > 0 && all[i] != Long.MAX_VALUE) {
                return all[i];
            }
        }
        return 0;
    }

    private static long own(Goroutine goroutine, LastRuns runs) {
        return goroutine.blocked().orElse(null) instanceof Goroutine.Blocked.InCall(int tid)
                ? runs.of(tid).toNanos()
                : 0;
    }

    /** @param all all stamps, in order */
    private static long sinceLater(long stamp, long[] all, long now) {
        if (stamp <= 0 || stamp == Long.MAX_VALUE) {
            return 0;
        }
        int found = Arrays.binarySearch(all, stamp + 1);
        int later = found < 0 ? -found - 1 : found;
        return later < all.length ? Math.max(now - all[later], 0) : 0;
    }
}
