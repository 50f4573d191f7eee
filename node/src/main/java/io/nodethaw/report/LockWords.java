package io.nodethaw.report;

import io.nodethaw.wait.GoroutineLock;
import io.nodethaw.wait.GoroutineLocks;
import java.util.List;
import java.util.Optional;

/** Locks of goroutines in words for people. */
final class LockWords {
    private static final int IDS_MAX = 8;

    private LockWords() {}

    /** Those to show: locks proper; of the rest, where one goroutine waits for its like at a channel of its own, only what several wait for. */
    static List<GoroutineLock> queues(GoroutineLocks locks) {
        return locks.locks().stream()
                .filter(lock -> lock.isExclusive() || lock.waiters().size() > 1)
                .toList();
    }

    /** One lock on a line. Only a lock proper has a holder; who shares a channel may as well be its other reader. */
    static String of(GoroutineLock lock) {
        var holder = lock.holders().stream().findFirst().map(LockWords::holder).orElse("who has it is not seen");
        return lock.kind().words() + " 0x" + Long.toHexString(lock.address()) + "  " + waiters(lock)
                + (lock.isExclusive() ? "; " + holder : "");
    }

    /** The deadlock, or who holds the lock with the longest queue; empty when neither is seen. */
    static Optional<String> answer(GoroutineLocks locks) {
        if (!locks.deadlocks().isEmpty()) {
            return Optional.of("deadlock: " + ring(locks.deadlocks().getFirst()));
        }
        return locks.locks().stream()
                .filter(lock -> lock.isExclusive() && !lock.holders().isEmpty())
                .findFirst()
                .map(lock -> waiters(lock) + " for a " + lock.kind().words() + ", "
                        + holder(lock.holders().getFirst()));
    }

    /** "goroutine 18 needs goroutine 19 needs goroutine 18". */
    static String ring(List<Long> ring) {
        var names = ring.stream().map(id -> "goroutine " + id).toList();
        return String.join(" needs ", names) + " needs " + names.getFirst();
    }

    /** "goroutine 4, 8 and 90 more". */
    static String ids(List<Long> ids, long count) {
        var shown = ids.stream().limit(IDS_MAX).map(String::valueOf).toList();
        return "goroutine " + String.join(", ", shown)
                + (count > shown.size() ? " and " + (count - shown.size()) + " more" : "");
    }

    private static String waiters(GoroutineLock lock) {
        int size = lock.waiters().size();
        return (size == 1 ? "1 waits (" : size + " wait (") + ids(lock.waiters(), size) + ")";
    }

    private static String holder(GoroutineLock.Holder holder) {
        var sure = holder.sign() == GoroutineLock.Sign.ONLY_ONE ? "probably" : "possibly";
        return sure + " held by goroutine " + holder.goroutine()
                + (holder.function().isEmpty() ? "" : " in " + Printable.of(holder.function()));
    }
}
