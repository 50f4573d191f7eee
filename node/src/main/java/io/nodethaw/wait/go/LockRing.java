package io.nodethaw.wait.go;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goroutines in a deadlock: each waits for a lock that the next one holds, and the last for one that the first holds. A ring of
 * one goroutine waits for a lock that it holds itself.
 *
 * @param certainty that of the least certain holder in it
 */
public record LockRing(List<Long> goroutines, Certainty certainty) {
    public LockRing {
        goroutines = List.copyOf(goroutines);
    }

    /** How sure it is that each holds what the one before it waits for; the most certain first. */
    public enum Certainty {
        /** It cannot be otherwise. */
        PROVEN,
        /** Each has taken the lock, by the lines of its functions, or certainly holds it. */
        LIKELY,
        /** Some are only those who have the lock, or the object around it, on their stacks. */
        POSSIBLE
    }

    /** True when each certainly holds what the one before it waits for. */
    public boolean proven() {
        return certainty == Certainty.PROVEN;
    }

    /** True when one of its goroutines is among these. */
    boolean has(Set<Long> ids) {
        return goroutines.stream().anyMatch(ids::contains);
    }

    /** True when the same goroutines are in it. */
    boolean isOf(LockRing other) {
        return new HashSet<>(goroutines).equals(new HashSet<>(other.goroutines));
    }

    /** The same ring, where it was seen again: as certain as it was the less certain time. */
    LockRing seenAlso(LockRing other) {
        return new LockRing(goroutines, certainty.compareTo(other.certainty) > 0 ? certainty : other.certainty);
    }
}
