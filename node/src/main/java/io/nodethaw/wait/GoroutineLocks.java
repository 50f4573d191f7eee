package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The locks and channels of one Go process that goroutines wait for, who waits, and who probably holds them. Waiters show
 * the lock's address in the frames of package sync; who else has that address on its stack and does not wait for it is the
 * likely holder. Where nobody shows it (the lock is a field of something larger), an object that the waiters have in common
 * with few others tells.
 *
 * @param locks those with the longest queue first
 * @param deadlocks rings of goroutines, each of which waits for a lock that the next one holds
 */
public record GoroutineLocks(List<GoroutineLock> locks, List<List<Long>> deadlocks) {
    public GoroutineLocks {
        locks = List.copyOf(locks);
        deadlocks = List.copyOf(deadlocks);
    }

    private static final Comparator<Goroutine> OLDEST_FIRST =
            Comparator.comparingInt(Goroutine::minutes).reversed().thenComparingLong(Goroutine::id);

    /** What the goroutines of a process wait for. */
    public static GoroutineLocks of(List<Goroutine> goroutines) {
        var waits = new LinkedHashMap<Long, List<LockWait>>();
        for (var goroutine : goroutines) {
            LockWait.of(goroutine)
                    .ifPresent(wait -> wait.addresses()
                            .forEach(address -> waits.computeIfAbsent(address, _ -> new ArrayList<>())
                                    .add(wait)));
        }
        var owners = new LockOwners(goroutines, waits);
        var locks = new ArrayList<GoroutineLock>();
        waits.forEach((address, waiters) -> locks.add(lock(address, waiters, owners)));
        locks.sort(
                Comparator.comparingInt((GoroutineLock lock) -> lock.waiters().size())
                        .reversed()
                        .thenComparingLong(GoroutineLock::address));
        return new GoroutineLocks(locks, deadlocks(locks));
    }

    /** Those that one of these goroutines waits for or may hold, and the rings that one of them is in. */
    public GoroutineLocks about(Set<Long> goroutines) {
        return new GoroutineLocks(
                locks.stream().filter(lock -> isAbout(lock, goroutines)).toList(),
                deadlocks.stream()
                        .filter(ring -> ring.stream().anyMatch(goroutines::contains))
                        .toList());
    }

    private static boolean isAbout(GoroutineLock lock, Set<Long> goroutines) {
        return lock.waiters().stream().anyMatch(goroutines::contains)
                || lock.holders().stream().anyMatch(holder -> goroutines.contains(holder.goroutine()));
    }

    private static GoroutineLock lock(long address, List<LockWait> waiters, LockOwners owners) {
        var ids = waiters.stream()
                .map(LockWait::goroutine)
                .sorted(OLDEST_FIRST)
                .map(Goroutine::id)
                .toList();
        return new GoroutineLock(address, waiters.getFirst().kind(), ids, owners.of(address, waiters));
    }

    /** Follows each waiter to the one holder of its lock until it comes back to where it was. */
    private static List<List<Long>> deadlocks(List<GoroutineLock> locks) {
        var next = new HashMap<Long, Long>();
        for (var lock : locks) {
            if (lock.namesHolder()) {
                long holder = lock.holders().getFirst().goroutine();
                lock.waiters().forEach(waiter -> next.put(waiter, holder));
            }
        }
        var found = new ArrayList<List<Long>>();
        var seen = new HashSet<Long>();
        for (var start : next.keySet().stream().sorted().toList()) {
            ring(start, next, seen).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<List<Long>> ring(long start, Map<Long, Long> next, Set<Long> seen) {
        var way = new ArrayList<Long>();
        long at = start;
        while (next.containsKey(at) && seen.add(at)) {
            way.add(at);
            at = next.get(at);
        }
        int entry = way.indexOf(at);
        return entry < 0 ? Optional.empty() : Optional.of(List.copyOf(way.subList(entry, way.size())));
    }
}
