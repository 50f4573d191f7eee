package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLock;
import io.nodethaw.wait.go.GoroutineLock.HolderSign;
import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockChain;
import io.nodethaw.wait.go.LockRing;
import io.nodethaw.wait.go.Occupation;
import java.util.List;
import java.util.Optional;

/** Locks of goroutines in words for people. */
final class LockWords {
    private static final int IDS_MAX = 8;

    /** The most possible holders of a lock that are named on one line. */
    private static final int HOLDERS_MAX = 5;

    private LockWords() {}

    /**
     * The ones to show: all real locks. Of channels and the like, at which a single goroutine often waits, only those that
     * several wait for.
     */
    static List<GoroutineLock> queues(GoroutineLocks locks) {
        return locks.locks().stream()
                .filter(lock -> lock.isExclusive() || lock.waiters().size() > 1)
                .toList();
    }

    /** One lock on a line. Only a real lock has a holder; another goroutine that has the channel may just be another reader. */
    static String of(GoroutineLock lock, Extent extent) {
        return lock.kind().words() + " 0x" + Long.toHexString(lock.address()) + "  " + waiters(lock.waiters(), extent)
                + (lock.isExclusive()
                        ? "; " + (lock.holders().isEmpty() ? "its holder is not seen" : holders(lock))
                        : "");
    }

    /**
     * The deadlock, or who holds the lock that most goroutines wait for, directly or through others; empty when nobody waits
     * for a lock.
     */
    static Optional<String> answer(GoroutineLocks locks, Optional<LockChain> chain, Extent extent) {
        return locks.deadlocks().isEmpty()
                ? chain.map(it -> chain(it, extent))
                : Optional.of(ring(locks.deadlocks().getFirst()));
    }

    /** "12 goroutines (...) wait for 3 locks that lead to a mutex, probably held by goroutine 30 in main.save, which is in [syscall]". */
    private static String chain(LockChain chain, Extent extent) {
        var last = chain.last();
        int before = chain.locks().size() - 1;
        var lock = "a " + last.kind().words();
        return waiters(chain.waiters(), extent) + " for "
                + (before == 0
                        ? lock
                        : before + (before == 1 ? " lock that leads" : " locks that lead") + " to " + lock)
                + ", " + held(last, how(chain)) + end(chain);
    }

    private static String how(LockChain chain) {
        return chain.isDoubtful() ? "possibly " : chain.isLikely() ? "probably " : "";
    }

    /** What the last holder itself waits for. */
    private static String end(LockChain chain) {
        if (chain.beyond().isPresent()) {
            var lock = chain.beyond().get();
            return ", which waits for a " + lock.kind().words() + ", " + holders(lock);
        }
        var sign = chain.last().holders().isEmpty()
                ? Optional.<HolderSign>empty()
                : Optional.of(chain.last().holders().getFirst().sign());
        boolean said = sign.filter(it -> it == HolderSign.NEXT_WRITER || it == HolderSign.CALLED_WITHIN)
                .isPresent();
        return said ? "" : chain.holder().map(LockWords::at).orElse("");
    }

    private static String at(Goroutine holder) {
        var at = Occupation.of(holder);
        var age = holder.minutes() <= 0 ? "" : ", about " + holder.minutes() + " min";
        if (at.what().isEmpty()) {
            return ", which is in [" + Printable.of(holder.state()) + "]" + age;
        }
        return ", which waits for " + Printable.of(at.what()) + age;
    }

    /** "deadlock: goroutine 18 needs goroutine 19 needs goroutine 18". */
    static String ring(LockRing ring) {
        var first = "goroutine " + ring.goroutines().getFirst();
        var names = ring.goroutines().stream()
                .limit(IDS_MAX)
                .map(id -> "goroutine " + id)
                .toList();
        int more = ring.goroutines().size() - names.size();
        return certainty(ring)
                + (names.size() == 1
                        ? first + " waits for a lock that it holds itself"
                        : String.join(" needs ", names) + (more > 0 ? " needs " + more + " more" : "") + " needs "
                                + first);
    }

    private static String certainty(LockRing ring) {
        return switch (ring.certainty()) {
            case PROVEN -> "deadlock: ";
            case LIKELY -> "probably a deadlock, which the stacks do not prove: ";
            case POSSIBLE -> "possibly a deadlock, as far as stacks tell: ";
        };
    }

    /** "goroutine 4, 8 and 90 more", or "at least 90 more". */
    static String ids(List<Long> ids, long count, boolean atLeast) {
        return "goroutine " + numbers(ids, count, atLeast);
    }

    private static String numbers(List<Long> ids, long count, boolean atLeast) {
        var shown = ids.stream().limit(IDS_MAX).map(String::valueOf).toList();
        return String.join(", ", shown)
                + (count > shown.size() ? " and " + Extent.words(count - shown.size(), atLeast) + " more" : "");
    }

    /** "goroutine 10 waits", "2 goroutines (10, 11) wait", "at least 1 goroutine (10) waits". */
    private static String waiters(List<Long> ids, Extent extent) {
        int size = ids.size();
        var number = extent.waiters(size);
        if (number.equals("1")) {
            return "goroutine " + ids.getFirst() + " waits";
        }
        return number
                + (size == 1 ? " goroutine (" : " goroutines (")
                + numbers(ids, size, false)
                + (size == 1 ? ") waits" : ") wait");
    }

    private static String holders(GoroutineLock lock) {
        return held(lock, how(lock));
    }

    /** All possible holders, up to the limit. */
    private static String held(GoroutineLock lock, String how) {
        var holders = lock.holders();
        if (holders.isEmpty()) {
            return "whose holder is not seen";
        }
        if (holders.getFirst().sign() == HolderSign.NEXT_WRITER) {
            return "behind the writer " + name(holders.getFirst()) + ", which waits for its readers";
        }
        var names = holders.stream().limit(HOLDERS_MAX).map(LockWords::name).toList();
        int more = holders.size() - names.size();
        boolean all = holders.size() == lock.certain().size(); // all the readers of an RWMutex
        return how + "held by " + String.join(all ? " and " : " or ", names)
                + (more > 0 ? (all ? " and " : " or one of ") + more + " more" : "")
                + (holders.getFirst().sign() == HolderSign.CALLED_WITHIN ? ", which waits for it itself" : "");
    }

    private static String how(GoroutineLock lock) {
        return lock.how().isEmpty() ? "" : lock.how() + " ";
    }

    private static String name(GoroutineLock.Holder holder) {
        return "goroutine " + holder.goroutine()
                + (holder.function().isEmpty() ? "" : " in " + Printable.of(ShortNames.function(holder.function())));
    }
}
