package io.nodethaw.wait.go;

import static java.util.stream.Collectors.toMap;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.kernel.StopEdges;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * The locks of a Go process that the same goroutines wait for in both samples of a look: what only one sample shows may be over
 * in a moment.
 */
final class StandingLocks {
    private static final NodeView.Once<Integer, Optional<GoroutineLocks>> STANDING =
            new NodeView.Once<>(StandingLocks::find);

    private StandingLocks() {}

    /**
     * The locks that the same goroutines still wait for; empty when the goroutines were not read twice, or the process could
     * not have moved.
     */
    static Optional<GoroutineLocks> of(NodeView view, int pid) {
        return view.once(STANDING, pid);
    }

    private static Optional<GoroutineLocks> find(NodeView view, int pid) {
        return view.evidence()
                .twice(Goroutines.TYPE, pid)
                .filter(_ -> !StopEdges.keep(view, pid))
                .map(seen -> standing(GoroutineLocks.of(view, seen.first()), GoroutineLocks.of(view, seen.last())))
                .map(locks -> LocksByContainer.narrow(view, pid, locks));
    }

    private static GoroutineLocks standing(GoroutineLocks before, GoroutineLocks now) {
        var earlier = before.locks().stream().collect(toMap(StandingLocks::queue, Function.identity()));
        var locks = now.locks().stream()
                .flatMap(lock -> Optional.ofNullable(earlier.get(queue(lock))).stream()
                        .flatMap(then -> standing(then, lock).stream()))
                .toList();
        var deadlocks = now.deadlocks().stream()
                .flatMap(ring -> before.deadlocks().stream().filter(ring::isOf).map(ring::seenAlso))
                .toList();
        return new GoroutineLocks(locks, deadlocks);
    }

    private static GoroutineLocks.Queue queue(GoroutineLock lock) {
        return new GoroutineLocks.Queue(lock.address(), lock.kind());
    }

    private static Optional<GoroutineLock> standing(GoroutineLock before, GoroutineLock now) {
        var waiters = now.waiters().stream()
                .filter(new HashSet<>(before.waiters())::contains)
                .toList();
        var holders = now.holders().stream()
                .filter(holder ->
                        before.holders().stream().anyMatch(earlier -> earlier.goroutine() == holder.goroutine()))
                .toList();
        return waiters.isEmpty()
                ? Optional.empty()
                : Optional.of(new GoroutineLock(now.address(), now.kind(), waiters, holders));
    }
}
