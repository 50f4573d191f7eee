package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLock.Holder;
import io.nodethaw.wait.go.GoroutineLock.HolderSign;
import io.nodethaw.wait.go.GoroutineLock.SyncKind;
import io.nodethaw.wait.go.GoroutineLocks.Queue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who has the locks that others wait for: first who is certain to, then who is seen inside, and only where there is nobody of
 * that kind, who has its address or the object around it and does not look idle.
 */
final class LockOwners {
    /** The list of those that may hold a lock is for a person. */
    private static final int MOST_HOLDERS = 20;

    /** mutexLocked, sync/mutex.go. */
    private static final int LOCKED = 1;

    private static final long MUCH_OLDER = 10;

    private final Map<Long, Goroutine> byId = new HashMap<>();
    private final Map<Long, LockWait> waits = new HashMap<>();
    private final Map<Queue, List<LockWait>> queues;
    private final Map<Long, List<Holder>> seen = new HashMap<>(); // by address, all but readers
    private final Map<Long, List<Holder>> readers = new HashMap<>();
    private final Map<Long, Activity> activities = new HashMap<>();
    private final LockAddresses addresses;

    LockOwners(List<Goroutine> goroutines, Map<Queue, List<LockWait>> queues) {
        this.queues = queues;
        queues.values()
                .forEach(waiters ->
                        waiters.forEach(wait -> waits.put(wait.goroutine().id(), wait)));
        for (var goroutine : goroutines) {
            byId.put(goroutine.id(), goroutine);
            for (var held : goroutine.held()) {
                var sign = held.certain() ? HolderSign.RELEASES : HolderSign.INSIDE;
                (held.reading() ? readers : seen)
                        .computeIfAbsent(held.lock(), _ -> new ArrayList<>())
                        .add(new Holder(goroutine.id(), sign, held.function()));
            }
            OnceRunner.of(goroutine)
                    .ifPresent(mutex -> seen.computeIfAbsent(mutex, _ -> new ArrayList<>())
                            .add(new Holder(goroutine.id(), HolderSign.RUNS_ONCE, OnceRunner.FUNCTION)));
        }
        this.addresses = new LockAddresses(goroutines, queues, waits);
    }

    /** The likely holders of what a queue waits for, the likeliest first; only the certain ones where there are such. */
    List<Holder> of(Queue queue) {
        if (!queue.kind().isExclusive()) {
            return having(queue, exact(queue), _ -> true);
        }
        if (isFree(queue)) {
            return List.of(); // on its way to one that was woken
        }
        var known = seen(queue);
        var certain = known.stream().filter(holder -> holder.sign().isCertain()).toList();
        if (queue.kind() == SyncKind.RWMUTEX_READERS && !certain.isEmpty()) {
            return limited(certain); // each of them has to leave
        }
        if (certain.size() == 1 && known.size() == 1) {
            return certain;
        }
        return known.isEmpty()
                ? guessed(queue)
                : limited(known.stream().map(LockOwners::doubted).toList());
    }

    /** A mutex whose word was read says whether anybody has it. */
    private boolean isFree(Queue queue) {
        return queue.kind() == SyncKind.MUTEX
                && queues.getOrDefault(queue, List.of()).stream()
                        .flatMap(wait -> wait.goroutine().blocked().stream())
                        .anyMatch(blocked -> blocked instanceof Goroutine.Blocked.OnLock(long _, var _, int state)
                                && state != 0
                                && (state & LOCKED) == 0);
    }

    /** Of a lock that one has at a time, several cannot be certain. */
    private static Holder doubted(Holder holder) {
        return holder.sign().isCertain()
                ? new Holder(holder.goroutine(), HolderSign.INSIDE, holder.function())
                : holder;
    }

    private List<Holder> limited(List<Holder> holders) {
        return holders.stream()
                .sorted(Comparator.comparing(Holder::sign))
                .limit(MOST_HOLDERS)
                .toList();
    }

    private List<Holder> seen(Queue queue) {
        var nextWriters = queue.kind() == SyncKind.RWMUTEX
                ? queues.getOrDefault(new Queue(queue.address(), SyncKind.RWMUTEX_READERS), List.of())
                : List.<LockWait>of();
        if (!nextWriters.isEmpty()) {
            var writer = nextWriters.getFirst();
            return List.of(new Holder(writer.goroutine().id(), HolderSign.NEXT_WRITER, writer.name()));
        }
        return switch (queue.kind()) {
            case RWMUTEX_READERS -> readers.getOrDefault(queue.address(), List.of());
            default -> seen.getOrDefault(queue.address(), List.of());
        };
    }

    private List<Holder> guessed(Queue queue) {
        var waiters = queues.getOrDefault(queue, List.of());
        Predicate<Goroutine> may = this::mayHold;
        var exact = exact(queue);
        exact.entrySet()
                .removeIf(entry -> entry.getValue().isEmpty()
                        && (isAtLeisure(entry.getKey()) || isForAnother(entry.getKey(), waiters)));
        var direct = having(queue, exact, may);
        if (!direct.isEmpty()) {
            return direct;
        }
        Predicate<Goroutine> young = goroutine -> activity(goroutine).isWork() || !isOlder(goroutine, waiters);
        var object = holders(addresses.around(queue.address()), HolderSign.HAS_OBJECT, queue, may.and(young));
        if (!object.isEmpty()) {
            return object;
        }
        var sharing = holders(
                addresses.shared(waiters),
                HolderSign.SHARES_OBJECT,
                queue,
                goroutine -> may.test(goroutine) && activity(goroutine).isWork());
        return sharing.isEmpty() ? itself(waiters) : sharing;
    }

    private List<Holder> having(Queue queue, Map<Long, String> found, Predicate<Goroutine> may) {
        var others = holders(found, HolderSign.ONE_OF_SEVERAL, queue, may);
        boolean alone = others.size() == 1 && found.size() == 1;
        return alone ? List.of(alone(others.getFirst())) : others;
    }

    /** A lock that comes first in its object has the address of that: who is not at work may have the object only. */
    private Holder alone(Holder holder) {
        boolean works = !isAtLeisure(holder.goroutine());
        var sign = !works && holder.function().contains(".(*") ? HolderSign.HAS_OBJECT : HolderSign.ONLY_ONE;
        return new Holder(holder.goroutine(), sign, holder.function());
    }

    /** Who waits for a condition has let go of its lock, and who waits for work most likely has none. */
    private boolean mayHold(Goroutine goroutine) {
        var wait = waits.get(goroutine.id());
        if (wait != null && wait.kind() == SyncKind.CONDITION) {
            return false;
        }
        return activity(goroutine) != Activity.IDLE;
    }

    private Activity activity(Goroutine goroutine) {
        return activities.computeIfAbsent(goroutine.id(), _ -> Activity.of(goroutine));
    }

    /** An address that no function shows may be left from before: of one that is not at work it says nothing. */
    private boolean isAtLeisure(long id) {
        var goroutine = byId.get(id);
        return goroutine == null || !activity(goroutine).isWork();
    }

    /** Works on a container that none of those that wait works on; false where that is not known of one of them. */
    private boolean isForAnother(long id, List<LockWait> waiters) {
        var own = Optional.ofNullable(byId.get(id)).flatMap(KnownFrames::container);
        return own.isPresent()
                && waiters.stream()
                        .map(wait -> KnownFrames.container(wait.goroutine()))
                        .allMatch(other -> other.isPresent() && !other.equals(own));
    }

    /** So much older than the oldest of those that wait that this hardly is what they wait for. */
    private static boolean isOlder(Goroutine goroutine, List<LockWait> waiters) {
        int oldest = waiters.stream()
                .mapToInt(wait -> wait.goroutine().minutes())
                .max()
                .orElse(0);
        return oldest > 0 && goroutine.minutes() > MUCH_OLDER * oldest;
    }

    /** Who has the address of the lock itself, but for those that wait for it. */
    private Map<Long, String> exact(Queue queue) {
        return addresses.exact(queue.address(), waiting(queue));
    }

    private Set<Long> waiting(Queue queue) {
        var ids = new HashSet<Long>();
        queues.getOrDefault(queue, List.of())
                .forEach(wait -> ids.add(wait.goroutine().id()));
        return ids;
    }

    /** Who is in a call or serves a request comes first, who waits for a lock too last; then the oldest. */
    private List<Holder> holders(Map<Long, String> found, HolderSign sign, Queue queue, Predicate<Goroutine> may) {
        var order = Comparator.comparing((Goroutine goroutine) -> waitsForLock(goroutine.id()))
                .thenComparing(this::activity)
                .thenComparing(Comparator.comparingInt(Goroutine::minutes).reversed())
                .thenComparingLong(Goroutine::id);
        var waiting = waiting(queue);
        return found.entrySet().stream()
                .filter(entry -> !waiting.contains(entry.getKey()))
                .flatMap(entry -> Optional.ofNullable(byId.get(entry.getKey())).stream())
                .filter(may)
                .sorted(order)
                .limit(MOST_HOLDERS)
                .map(goroutine -> new Holder(goroutine.id(), sign, found.getOrDefault(goroutine.id(), "")))
                .toList();
    }

    private boolean waitsForLock(long id) {
        var wait = waits.get(id);
        return wait != null && wait.isExclusive();
    }

    /** The last resort: one that waits may have taken the lock further up its own stack. */
    private List<Holder> itself(List<LockWait> waiters) {
        return waiters.stream()
                .flatMap(wait -> addresses.calledWithin(wait).stream()
                        .map(function -> new Holder(wait.goroutine().id(), HolderSign.CALLED_WITHIN, function)))
                .limit(MOST_HOLDERS)
                .toList();
    }
}
