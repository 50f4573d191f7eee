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
 * The goroutines of a dump in which locks are looked for: the first ones, and of the others those of which there are few alike. A dump of
 * hundreds of thousands consists of a few kinds of many, and who holds what they wait for is none of these.
 */
final class KeptGoroutines {
    /** So many of the first ones, whatever they are. */
    static final int FIRST = 50_000;

    private static final int RARE = 100;
    private static final int MOST_KINDS = 20_000;

    /** For all dumps of a file together; a log may hold thousands of dumps. */
    static final class Room {
        private int left = 2 * FIRST;

        private boolean take() {
            return left > 0 && left-- > 0;
        }
    }

    /** Goroutines that are alike, behind the first ones. */
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

    /** What it means that some were left out. */
    Optional<String> note() {
        if (leftOut == 0) {
            return Optional.empty();
        }
        return Optional.of("locks are looked for among " + kept.size()
                + " goroutines: the first ones, and those of which there are few alike; " + leftOut
                + " more are only counted"
                + (waitersLeftOut > 0 ? ", " + waitersLeftOut + " of them wait for a lock" : ""));
    }
}
