package io.nodethaw.report;

import io.nodethaw.wait.go.GoroutineLock;
import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockRing;
import java.util.List;
import java.util.Optional;

/** Locks of goroutines in words for people. */
final class LockWords {
    private static final int IDS_MAX = 8;

    /** Those that may hold a lock, in one line. */
    private static final int HOLDERS_MAX = 5;

    private LockWords() {}

    /** Those to show: locks proper; of the rest, where one goroutine waits for its like at a channel of its own, only what several wait for. */
    static List<GoroutineLock> queues(GoroutineLocks locks) {
        return locks.locks().stream()
                .filter(lock -> lock.isExclusive() || lock.waiters().size() > 1)
                .toList();
    }

    /** One lock on a line. Only a lock proper has a holder; who shares a channel may as well be its other reader. */
    static String of(GoroutineLock lock) {
        return lock.kind().words() + " 0x" + Long.toHexString(lock.address()) + "  " + waiters(lock)
                + (lock.isExclusive() ? "; " + holders(lock) : "");
    }

    /** The deadlock, or who holds the lock with the longest queue; empty when nobody waits for a lock. */
    static Optional<String> answer(GoroutineLocks locks) {
        if (!locks.deadlocks().isEmpty()) {
            return Optional.of(ring(locks.deadlocks().getFirst()));
        }
        var held = locks.locks().stream().filter(GoroutineLock::isExclusive).toList();
        return held.stream()
                .filter(lock -> !lock.holders().isEmpty())
                .findFirst()
                .or(() -> held.stream().findFirst())
                .map(lock -> waiters(lock) + " for a " + lock.kind().words() + ", " + holders(lock));
    }

    /** "deadlock: goroutine 18 needs goroutine 19 needs goroutine 18". */
    static String ring(LockRing ring) {
        var first = "goroutine " + ring.goroutines().getFirst();
        var names = ring.goroutines().stream().map(id -> "goroutine " + id).toList();
        var how = ring.proven() ? "deadlock: " : "probably a deadlock, which the stacks do not prove: ";
        return how
                + (names.size() == 1
                        ? first + " waits for a lock that it holds itself"
                        : String.join(" needs ", names) + " needs " + first);
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

    /** All that come into question, up to so many. */
    private static String holders(GoroutineLock lock) {
        var holders = lock.holders();
        if (holders.isEmpty()) {
            return "who has it is not seen";
        }
        if (holders.getFirst().sign() == GoroutineLock.Sign.NEXT_WRITER) {
            return "behind the writer " + name(holders.getFirst()) + ", which waits for its readers";
        }
        var names = holders.stream().limit(HOLDERS_MAX).map(LockWords::name).toList();
        int more = holders.size() - names.size();
        boolean all = holders.size() == lock.certain().size(); // all the readers of an RWMutex
        return how(lock) + "held by " + String.join(all ? " and " : " or ", names)
                + (more > 0 ? (all ? " and " : " or one of ") + more + " more" : "")
                + (holders.getFirst().sign() == GoroutineLock.Sign.CALLED_WITHIN ? ", which waits for it itself" : "");
    }

    private static String how(GoroutineLock lock) {
        return !lock.certain().isEmpty() ? "" : lock.namesHolder() ? "probably " : "possibly ";
    }

    private static String name(GoroutineLock.Holder holder) {
        return "goroutine " + holder.goroutine()
                + (holder.function().isEmpty() ? "" : " in " + Printable.of(holder.function()));
    }
}
