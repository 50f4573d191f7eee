package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLock.HolderSign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Locks that lead to each other, because the holder of one waits for the next; with the goroutines that wait for them.
 *
 * @param locks all locks that lead to the last one, and the last one at the end
 * @param waiters ids of those that wait for one of them
 * @param holder who holds the last lock, when only one goroutine can and that one was read
 * @param beyond the lock that this holder waits for, when it is not known who holds that
 */
public record LockChain(
        List<GoroutineLock> locks, List<Long> waiters, Optional<Goroutine> holder, Optional<GoroutineLock> beyond) {
    public LockChain {
        locks = List.copyOf(locks);
        waiters = List.copyOf(waiters);
    }

    /** The last lock. */
    public GoroutineLock last() {
        return locks.getLast();
    }

    /** True when the holder of one of the locks on the way is only likely. */
    public boolean isLikely() {
        return locks.stream().anyMatch(lock -> lock.certain().isEmpty());
    }

    /** True when the only sign for the holder of one of the locks on the way is the object around the lock. */
    public boolean isDoubtful() {
        return locks.stream().anyMatch(lock -> lock.certain().isEmpty() && !lock.namesHolder());
    }

    /**
     * The chain with the most waiters; chains whose last holder is known come first.
     *
     * @param from the locks that are asked about
     * @param all all locks of the process, because a chain may lead over others
     */
    public static Optional<LockChain> longest(GoroutineLocks from, GoroutineLocks all, List<Goroutine> goroutines) {
        var ways = new Ways(all);
        var chains = new LinkedHashMap<GoroutineLocks.Queue, List<GoroutineLock>>();
        from.locks().stream()
                .filter(GoroutineLock::isExclusive)
                .forEach(lock -> chains.computeIfAbsent(queue(ways.end(lock)), _ -> new ArrayList<>())
                        .add(lock));
        return chains.entrySet().stream()
                .map(chain -> ways.chain(chain.getKey(), chain.getValue(), goroutines))
                .min(Comparator.comparing(
                                (LockChain chain) -> chain.last().holders().isEmpty())
                        .thenComparing(Comparator.comparingInt(
                                        (LockChain chain) -> chain.waiters().size())
                                .reversed()));
    }

    private static GoroutineLocks.Queue queue(GoroutineLock lock) {
        return new GoroutineLocks.Queue(lock.address(), lock.kind());
    }

    /** Leads from each lock to the next: the one that its holder waits for. */
    private static final class Ways {
        private final Map<Long, GoroutineLock> byWaiter = new HashMap<>();
        private final Map<GoroutineLocks.Queue, GoroutineLock> byQueue = new HashMap<>();
        private final Map<GoroutineLocks.Queue, GoroutineLock> ends = new HashMap<>();

        Ways(GoroutineLocks all) {
            all.locks().stream().filter(GoroutineLock::isExclusive).forEach(lock -> {
                byQueue.put(queue(lock), lock);
                lock.waiters().forEach(waiter -> byWaiter.putIfAbsent(waiter, lock));
            });
        }

        /** The last lock on the way that only one goroutine can hold; the lock itself when several can. */
        GoroutineLock end(GoroutineLock from) {
            var way = new LinkedHashSet<GoroutineLocks.Queue>();
            var at = from;
            while (!ends.containsKey(queue(at)) && way.add(queue(at))) {
                var next = next(at).filter(lock -> lock.holders().size() == 1);
                if (next.isEmpty()) {
                    break;
                }
                at = next.get();
            }
            var end = ends.getOrDefault(queue(at), at);
            way.forEach(queue -> ends.put(queue, end));
            return end;
        }

        /** The lock that its only holder waits for, unless that is the same lock. */
        private Optional<GoroutineLock> next(GoroutineLock lock) {
            return lock.holders().size() == 1 && lock.holders().getFirst().sign() != HolderSign.CALLED_WITHIN
                    ? Optional.ofNullable(byWaiter.get(lock.holders().getFirst().goroutine()))
                    : Optional.empty();
        }

        LockChain chain(GoroutineLocks.Queue end, List<GoroutineLock> asked, List<Goroutine> goroutines) {
            var last = byQueue.getOrDefault(end, asked.getLast());
            var locks = new LinkedHashMap<GoroutineLocks.Queue, GoroutineLock>();
            asked.forEach(lock -> walk(lock, locks));
            locks.remove(end);
            var all = new ArrayList<>(locks.values());
            all.add(last);
            var waiters = new LinkedHashSet<>(last.waiters());
            all.forEach(lock -> waiters.addAll(lock.waiters()));
            return new LockChain(all, List.copyOf(waiters), holder(last, goroutines), beyond(last));
        }

        private void walk(GoroutineLock from, Map<GoroutineLocks.Queue, GoroutineLock> locks) {
            var at = Optional.of(from);
            while (at.isPresent() && locks.putIfAbsent(queue(at.get()), at.get()) == null) {
                at = next(at.get()).filter(lock -> lock.holders().size() == 1);
            }
        }

        private static Optional<Goroutine> holder(GoroutineLock last, List<Goroutine> goroutines) {
            if (last.holders().size() != 1) {
                return Optional.empty();
            }
            long id = last.holders().getFirst().goroutine();
            return goroutines.stream().filter(goroutine -> goroutine.id() == id).findFirst();
        }

        /**
         * The lock that the last holder waits for. The next writer of an RWMutex always waits for the readers, so that is said
         * only when a reader is known.
         */
        private Optional<GoroutineLock> beyond(GoroutineLock last) {
            return next(last)
                    .filter(lock ->
                            lock.address() != last.address() || !lock.holders().isEmpty());
        }
    }
}
