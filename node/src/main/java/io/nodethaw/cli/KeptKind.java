package io.nodethaw.cli;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.LockPlace;
import io.nodethaw.wait.go.Occupation;
import java.util.ArrayList;
import java.util.List;

/** Goroutines of a dump that are alike: those that are kept. */
final class KeptKind {
    /** The number up to which those of a kind are few. */
    static final int FEW = 100;

    /** One of them, with its number in the dump. */
    record Kept(long number, Goroutine goroutine) {}

    private final boolean waits;
    private final LockPlace place;
    private final int few;
    private final List<Kept> kept = new ArrayList<>(1);
    private int behind;

    private KeptKind(boolean waits, LockPlace place, int few) {
        this.waits = waits;
        this.place = place;
        this.few = few;
    }

    /** The kind that this one is of. */
    static KeptKind of(Goroutine first) {
        boolean waits = Occupation.of(first).kind() == Occupation.OccupationKind.LOCK;
        return new KeptKind(waits, waits ? LockPlace.of(first) : LockPlace.NOWHERE, FEW);
    }

    /** Those of which the kinds are too many to tell: each may be alone. */
    static KeptKind untold() {
        return new KeptKind(false, LockPlace.NOWHERE, Integer.MAX_VALUE);
    }

    /** Those in the same frames that wait for another lock. */
    KeptKind another() {
        return new KeptKind(waits, place, few);
    }

    /** Where in their frames the lock is printed that they wait for. */
    LockPlace place() {
        return place;
    }

    /** True where they wait for a lock that another one has. */
    boolean waits() {
        return waits;
    }

    /** Counts one behind the first ones of the dump; false where there are enough of them. */
    boolean wantsBehind() {
        return behind < FEW && behind++ < FEW;
    }

    boolean isCommon() {
        return kept.size() > few;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    void add(Kept one) {
        kept.add(one);
    }

    void removeLast() {
        kept.removeLast();
    }

    List<Kept> kept() {
        return kept;
    }
}
