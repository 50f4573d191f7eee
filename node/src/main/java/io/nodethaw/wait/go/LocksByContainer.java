package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves out who may hold a lock only by a weak sign and is at work on another container than all who wait for it. Which container a
 * goroutine is at work on is told by its own frames, by the call that it serves, or by the call that it makes.
 */
final class LocksByContainer {
    private final NodeView view;
    private final int pid;
    private final Map<Long, Goroutine> byId = new HashMap<>();
    private final Map<Long, String> asked = new HashMap<>();

    private LocksByContainer(NodeView view, int pid) {
        this.view = view;
        this.pid = pid;
        view.evidence()
                .seen(Goroutines.TYPE, pid)
                .ifPresent(read -> read.goroutines().forEach(goroutine -> byId.put(goroutine.id(), goroutine)));
        var joins = GoJoins.of(view);
        view.evidence()
                .allSeen(Goroutines.TYPE)
                .flatMap(read -> joins.of(read.pid()).stream())
                .filter(join -> join.server().pid() == pid)
                .forEach(this::note);
    }

    /** The same locks without such holders. */
    static GoroutineLocks narrow(NodeView view, int pid, GoroutineLocks locks) {
        if (locks.locks().stream().noneMatch(LocksByContainer::isOpen)) {
            return locks;
        }
        var containers = new LocksByContainer(view, pid);
        return new GoroutineLocks(locks.locks().stream().map(containers::narrow).toList(), locks.deadlocks());
    }

    private static boolean isOpen(GoroutineLock lock) {
        return lock.isExclusive()
                && lock.holders().size() > 1
                && lock.holders().stream().noneMatch(holder -> holder.sign().isOwn());
    }

    private void note(GoJoin join) {
        join.handler()
                .ifPresent(handler -> KnownFrames.container(join.call().goroutine())
                        .ifPresent(container -> asked.putIfAbsent(handler.id(), container)));
    }

    private GoroutineLock narrow(GoroutineLock lock) {
        if (!isOpen(lock)) {
            return lock;
        }
        var wanted = new HashSet<String>();
        for (long waiter : lock.waiters()) {
            var container = container(waiter);
            if (container.isEmpty()) {
                return lock;
            }
            wanted.add(container.get());
        }
        return new GoroutineLock(
                lock.address(),
                lock.kind(),
                lock.waiters(),
                lock.holders().stream()
                        .filter(holder -> container(holder.goroutine())
                                .filter(container -> !wanted.contains(container))
                                .isEmpty())
                        .toList());
    }

    private Optional<String> container(long id) {
        return Optional.ofNullable(byId.get(id))
                .flatMap(KnownFrames::container)
                .or(() -> Optional.ofNullable(asked.get(id)))
                .or(() -> GoJoins.of(view).of(pid, id).stream()
                        .flatMap(join -> CallPaths.of(view).container(join).stream())
                        .findFirst());
    }
}
