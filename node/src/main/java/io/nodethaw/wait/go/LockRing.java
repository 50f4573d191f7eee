package io.nodethaw.wait.go;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goroutines in a deadlock: each waits for a lock that the next one holds, and the last for one that the first holds. A ring of
 * one goroutine waits for a lock that it holds itself.
 *
 * @param proven true when each certainly holds what the one before it waits for; false when some are only likely to
 */
public record LockRing(List<Long> goroutines, boolean proven) {
    public LockRing {
        goroutines = List.copyOf(goroutines);
    }

    /** True when one of its goroutines is among these. */
    boolean has(Set<Long> ids) {
        return goroutines.stream().anyMatch(ids::contains);
    }

    /** True when the same goroutines are in it. */
    boolean isOf(LockRing other) {
        return new HashSet<>(goroutines).equals(new HashSet<>(other.goroutines));
    }
}
