package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The node's file locks with the look-ups that lock edges need. Thousands of processes may wait, for one lock or for each
 * other.
 */
final class LockTable {
    private static final NodeView.Once<String, LockTable> TABLE = new NodeView.Once<>((view, _) -> new LockTable(view));

    private final List<FileLocks.Lock> waiters = new ArrayList<>();
    private final Map<Long, List<FileLocks.Lock>> held = new HashMap<>();
    private final Set<Integer> waiting = new HashSet<>();
    private final Set<Integer> heldFor = new HashSet<>();
    private final Map<Integer, BlockedCall> calls = new HashMap<>();
    private final Map<String, List<NodeView.OpenFile>> openers = new HashMap<>();
    private final Map<String, Map<Integer, Integer>> numbers = new HashMap<>();
    private final NodeView view;

    static LockTable of(NodeView view) {
        return view.once(TABLE, "");
    }

    private LockTable(NodeView view) {
        this.view = view;
        var locks = view.evidence().seen(FileLocks.TYPE).map(FileLocks::locks).orElse(List.of());
        for (var lock : locks) {
            if (lock.waiting()) {
                waiters.add(lock);
                waiting.add(lock.pid());
            } else {
                held.computeIfAbsent(lock.id(), _ -> new ArrayList<>()).add(lock);
            }
        }
        waiters.stream().filter(waiter -> !held(waiter).isEmpty()).forEach(waiter -> heldFor.add(waiter.pid()));
        for (var call : BlockedCall.all(view)) {
            if (call.call().use() == KnownCall.Use.LOCK) {
                calls.putIfAbsent(call.pid(), call);
            }
        }
    }

    /** Every wait for a lock. */
    List<FileLocks.Lock> waiters() {
        return waiters;
    }

    /** The locks that this one waits for. There are several only when the table changed while it was read. */
    List<FileLocks.Lock> held(FileLocks.Lock waiter) {
        return held.getOrDefault(waiter.id(), List.of());
    }

    /** True for a process that waits for any lock. */
    boolean isWaiter(int pid) {
        return waiting.contains(pid);
    }

    /** True for a process that waits for a lock whose holder is told. */
    boolean isHeldFor(int pid) {
        return heldFor.contains(pid);
    }

    /** Who has the file at this path open, except those that wait for any lock. */
    List<NodeView.OpenFile> openers(String path) {
        return openers.computeIfAbsent(
                path,
                _ -> view.holdersOf(path).stream()
                        .filter(holder -> !isWaiter(holder.pid()))
                        .toList());
    }

    /** The first file descriptor by which a process has the file at this path open. */
    Optional<Integer> fd(String path, int pid) {
        var found = numbers.computeIfAbsent(path, _ -> {
            var byPid = new HashMap<Integer, Integer>();
            view.holdersOf(path).forEach(holder -> byPid.putIfAbsent(holder.pid(), holder.fd()));
            return byPid;
        });
        return Optional.ofNullable(found.get(pid));
    }

    /** The call in which a waiter waits, when that was read. */
    Optional<BlockedCall> call(FileLocks.Lock waiter) {
        return Optional.ofNullable(calls.get(waiter.pid()));
    }
}
