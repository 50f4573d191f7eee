package io.nodethaw.cli;

import io.nodethaw.dump.PassingGoroutine;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.report.Extent;
import io.nodethaw.wait.go.Occupation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The goroutines of a dump among which locks are looked for: the first ones, and of the rest those of which only a few are
 * alike. A dump of hundreds of thousands consists mostly of a few kinds with very many goroutines each, and the holder of the
 * lock they wait for is of another kind.
 */
final class KeptGoroutines {
    /** How many of the first ones are kept, of any kind. */
    static final int FIRST = 50_000;

    private static final int RARE = 100;
    private static final int MOST_KINDS = 20_000;

    /** The room for all dumps of a file together; a log may hold thousands of dumps. */
    static final class Room {
        private int left = 2 * FIRST;

        private boolean take() {
            return left > 0 && left-- > 0;
        }
    }

    /** Goroutines that are alike, after the first ones. */
    private static final class Alike {
        private final boolean waitsForLock;
        private int count;

        Alike(Goroutine first) {
            waitsForLock = Occupation.of(first).kind() == Occupation.OccupationKind.LOCK;
        }
    }

    private final Room room;
    private final List<Goroutine> kept = new ArrayList<>();
    private final Map<Integer, Alike> kinds = new HashMap<>();
    private long offered;
    private long leftOut;
    private long waitersLeftOut;

    KeptGoroutines(Room room) {
        this.room = room;
    }

    void offer(PassingGoroutine goroutine) {
        if (goroutine.id() <= 0) {
            return;
        }
        if (offered++ < FIRST) {
            keep(goroutine, false);
            return;
        }
        var alike = kinds.get(goroutine.kind());
        if (alike == null && kinds.size() < MOST_KINDS && goroutine.kind() >= 0) {
            alike = new Alike(goroutine.decode().goroutine());
            kinds.put(goroutine.kind(), alike);
        }
        boolean waits = alike != null && alike.waitsForLock;
        if (alike == null || alike.count++ >= RARE) {
            leaveOut(waits);
        } else {
            keep(goroutine, waits);
        }
    }

    private void keep(PassingGoroutine goroutine, boolean waits) {
        if (room.take()) {
            kept.add(goroutine.decode().goroutine());
        } else {
            leaveOut(waits);
        }
    }

    private void leaveOut(boolean waits) {
        leftOut++;
        waitersLeftOut += waits ? 1 : 0;
    }

    List<Goroutine> kept() {
        return kept;
    }

    /** All of a dump are counted; more may wait for the locks than are known. */
    Extent extent() {
        return waitersLeftOut > 0 ? Extent.SOME_WAITERS : Extent.ALL;
    }

    /** A note on what it means that some were left out. */
    Optional<String> note() {
        if (leftOut == 0) {
            return Optional.empty();
        }
        return Optional.of("locks are looked for among " + kept.size()
                + " goroutines: the first ones, and those of which only a few are alike; " + leftOut
                + " more are only counted"
                + (waitersLeftOut > 0 ? ", " + waitersLeftOut + " of them wait for a lock" : ""));
    }
}
