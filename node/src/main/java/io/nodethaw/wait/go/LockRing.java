package io.nodethaw.wait.go;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goroutines in a deadlock: each waits for a lock that the next one holds, the last for one of the first. One alone waits for
 * what it holds itself.
 *
 * @param proven true where each is certain to hold what the one before waits for; else each is the likely holder
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
