package io.nodethaw.cli;

import io.nodethaw.dump.PassingGoroutine;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.report.Extent;
import io.nodethaw.wait.go.LockPlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The goroutines of a dump in which locks are looked for: the first ones, and of the others those of which there are few alike. A dump of
 * hundreds of thousands consists of a few kinds of many, and who holds what they wait for is none of these. Who waits for another lock in
 * the same frames is of another kind.
 */
final class KeptGoroutines {
    // our own limits on what is new behind the first goroutines: each kind and each lock may take room for a hundred
    private static final int MOST_KINDS = 20_000;
    private static final int MOST_LOCKS = 500;

    /** The number of the frames; and of those that wait for a lock its address, of others 0. */
    private record Alike(int frames, long lock) {}

    private final KeptRoom room;
    private final int first;
    private final KeptKind untold = KeptKind.untold();
    private final Map<Alike, KeptKind> known = new HashMap<>();
    private final List<KeptKind> kinds = new ArrayList<>(List.of(untold));
    private int newKinds;
    private int newLocks;
    private int thinned;
    private long offered;
    private long alike;
    private long roomless;
    private long givenUp;
    private long waitersLeftOut;

    /** @param first how many are kept at the beginning, whatever they are */
    KeptGoroutines(KeptRoom room, int first) {
        this.room = room;
        this.first = first;
    }

    void offer(PassingGoroutine goroutine) {
        if (goroutine.id() <= 0) {
            return;
        }
        boolean behind = offered++ >= first;
        var kind = kind(goroutine, behind);
        if (kind.isEmpty()) {
            roomless++;
        } else if (behind && !kind.get().wantsBehind()) {
            alike++;
            leaveOut(kind.get());
        } else if (room.take()) {
            kind.get().add(new KeptKind.Kept(offered, goroutine.decode().goroutine()));
        } else {
            roomless++;
            leaveOut(kind.get());
        }
    }

    private void leaveOut(KeptKind kind) {
        waitersLeftOut += kind.waits() ? 1 : 0;
    }

    /** Empty where there are too many kinds. */
    private Optional<KeptKind> kind(PassingGoroutine goroutine, boolean behind) {
        if (goroutine.kind() < 0) {
            return behind ? Optional.empty() : Optional.of(untold);
        }
        var key = new Alike(goroutine.kind(), 0);
        var found = Optional.ofNullable(known.get(key));
        if (found.isEmpty() && (!behind || newKinds++ < MOST_KINDS)) {
            found = Optional.of(add(key, KeptKind.of(goroutine.decode().goroutine())));
        }
        return found.map(frames -> ofLock(frames, goroutine, behind));
    }

    /** Those in the same frames that wait for the same lock; all in these frames together where there are too many locks. */
    private KeptKind ofLock(KeptKind frames, PassingGoroutine goroutine, boolean behind) {
        if (frames.place() == LockPlace.NOWHERE) {
            return frames;
        }
        long lock = frames.place().address(goroutine::arguments);
        if (lock == 0) {
            return frames;
        }
        var key = new Alike(goroutine.kind(), lock);
        var found = known.get(key);
        if (found == null) {
            return !behind || newLocks++ < MOST_LOCKS ? add(key, frames.another()) : frames;
        }
        return found;
    }

    private KeptKind add(Alike key, KeptKind kind) {
        known.put(key, kind);
        kinds.add(kind);
        return kind;
    }

    /** The dump has ended. */
    void end() {
        known.clear();
        kinds.removeIf(KeptKind::isEmpty);
        thinned = 0;
    }

    /** Gives up one of which there are many alike; false where there is none. */
    boolean giveUpCommon() {
        while (thinned < kinds.size()) {
            if (kinds.get(thinned).isCommon()) {
                giveUp(kinds.get(thinned));
                return true;
            }
            thinned++;
        }
        return false;
    }

    /** Gives up one, whichever; false where none is left. For a dump that has ended. */
    boolean giveUpAny() {
        while (!kinds.isEmpty()) {
            if (!kinds.getLast().isEmpty()) {
                giveUp(kinds.getLast());
                return true;
            }
            kinds.removeLast();
        }
        return false;
    }

    private void giveUp(KeptKind kind) {
        kind.removeLast();
        givenUp++;
        leaveOut(kind);
    }

    /** In the order of the dump. */
    List<Goroutine> kept() {
        var all = new ArrayList<KeptKind.Kept>();
        kinds.forEach(kind -> all.addAll(kind.kept()));
        all.sort(Comparator.comparingLong(KeptKind.Kept::number));
        return all.stream().map(KeptKind.Kept::goroutine).toList();
    }

    /** All of a dump are counted; more may wait for the locks than are known. */
    Extent extent() {
        return waitersLeftOut > 0 || roomless > 0 ? Extent.SOME_WAITERS : Extent.ALL;
    }

    /** A note on what it means that some were left out. */
    Optional<String> note() {
        long leftOut = alike + roomless + givenUp;
        if (leftOut == 0) {
            return Optional.empty();
        }
        return Optional.of(
                "locks are looked for among " + (offered - leftOut) + " goroutines: " + which() + "; " + leftOut
                        + " more are only counted"
                        + (waitersLeftOut > 0 ? ", " + waitersLeftOut + " of them wait for a lock" : ""));
    }

    private String which() {
        if (givenUp > 0) {
            return "as many as there is room for beside newer dumps and rarer kinds";
        }
        return "the first " + first + ", and of the others up to " + KeptKind.FEW + " of each kind"
                + (roomless > 0 ? " as long as there is room, which " + roomless + " did not find" : "");
    }
}
