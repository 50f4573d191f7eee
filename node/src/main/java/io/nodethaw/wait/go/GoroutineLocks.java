package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.OfReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The locks and channels of one Go process that goroutines wait for, who waits, and who holds them as far as that can be told.
 * The address of a lock is found in the waiters' frames of package sync.
 *
 * @param locks the one with the longest queue first
 * @param deadlocks the proven ones first
 */
public record GoroutineLocks(List<GoroutineLock> locks, List<LockRing> deadlocks) {
    public GoroutineLocks {
        locks = List.copyOf(locks);
        deadlocks = List.copyOf(deadlocks);
    }

    /** What one queue of goroutines waits for; an RWMutex has two queues. */
    record Queue(long address, GoroutineLock.SyncKind kind) {}

    private static final Comparator<Goroutine> OLDEST_FIRST =
            Comparator.comparingInt(Goroutine::minutes).reversed().thenComparingLong(Goroutine::id);

    private static final OfReading<Goroutines, GoroutineLocks> OF_READING =
            new OfReading<>(read -> of(read.goroutines()));

    /** The locks and channels that the goroutines of a reading wait for. */
    static GoroutineLocks of(NodeView view, Goroutines read) {
        return view.of(OF_READING, read);
    }

    /** The locks and channels that these goroutines of a process wait for. */
    public static GoroutineLocks of(List<Goroutine> goroutines) {
        var queues = queues(goroutines);
        var owners = new LockOwners(goroutines, queues);
        var locks = new ArrayList<GoroutineLock>();
        queues.forEach((queue, waiters) -> locks.add(lock(queue, waiters, owners)));
        locks.sort(
                Comparator.comparingInt((GoroutineLock lock) -> lock.waiters().size())
                        .reversed()
                        .thenComparingLong(GoroutineLock::address)
                        .thenComparing(GoroutineLock::kind));
        return new GoroutineLocks(locks, LockRings.of(locks));
    }

    private static Map<Queue, List<LockWait>> queues(List<Goroutine> goroutines) {
        var queues = new LinkedHashMap<Queue, List<LockWait>>();
        for (var goroutine : goroutines) {
            LockWait.of(goroutine)
                    .ifPresent(wait -> wait.addresses()
                            .forEach(address -> queues.computeIfAbsent(
                                            new Queue(address, wait.kind()), _ -> new ArrayList<>())
                                    .add(wait)));
        }
        return queues;
    }

    /** Only the locks that one of these goroutines waits for or may hold, and the rings that one of them is in. */
    public GoroutineLocks about(Set<Long> goroutines) {
        return new GoroutineLocks(
                locks.stream().filter(lock -> isAbout(lock, goroutines)).toList(),
                deadlocks.stream().filter(ring -> ring.has(goroutines)).toList());
    }

    private static boolean isAbout(GoroutineLock lock, Set<Long> goroutines) {
        return lock.waiters().stream().anyMatch(goroutines::contains)
                || lock.holders().stream().anyMatch(holder -> goroutines.contains(holder.goroutine()));
    }

    private static GoroutineLock lock(Queue queue, List<LockWait> waiters, LockOwners owners) {
        var ids = waiters.stream()
                .map(LockWait::goroutine)
                .sorted(OLDEST_FIRST)
                .map(Goroutine::id)
                .toList();
        return new GoroutineLock(queue.address(), queue.kind(), ids, owners.of(queue));
    }
}
