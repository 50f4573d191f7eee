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
import java.util.stream.Stream;

/**
 * Finds who holds the locks that others wait for: first those that are certain, then those seen between taking and releasing
 * the lock; only when there are none of these, those that have the address of the lock or of the object around it and do not
 * look idle.
 */
final class LockOwners {
    /** The most possible holders of one lock that are kept: the list is read by a person. */
    private static final int MOST_HOLDERS = 20;

    /** mutexLocked, sync/mutex.go. */
    private static final int LOCKED = 1;

    private static final long MUCH_OLDER = 10;

    private final Map<Long, Goroutine> byId = new HashMap<>();
    private final Map<Long, LockWait> waits = new HashMap<>();
    private final Map<Queue, List<LockWait>> queues;
    private final Map<Long, List<Holder>> seen = new HashMap<>(); // by address, without readers of an RWMutex
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
                if (isTakenBack(goroutine, held)) {
                    continue;
                }
                var sign = sign(held);
                add(held.lock(), held.reading() ? readers : seen, new Holder(goroutine.id(), sign, held.function()));
            }
            OnceRunner.of(goroutine)
                    .ifPresent(mutex ->
                            add(mutex, seen, new Holder(goroutine.id(), HolderSign.RUNS_ONCE, OnceRunner.FUNCTION)));
        }
        this.addresses = new LockAddresses(goroutines, queues, waits);
    }

    private static HolderSign sign(Goroutine.Held held) {
        if (held.certain()) {
            return HolderSign.RELEASES;
        }
        return held.doubt().isEmpty() ? HolderSign.INSIDE : HolderSign.MAY_HAVE_RELEASED;
    }

    /** Of two signs that one goroutine has the same lock, the stronger is kept: it is one holder. */
    private static void add(long lock, Map<Long, List<Holder>> holders, Holder holder) {
        var known = holders.computeIfAbsent(lock, _ -> new ArrayList<>());
        var same = known.stream()
                .filter(it -> it.goroutine() == holder.goroutine())
                .findFirst();
        if (same.isEmpty()) {
            known.add(holder);
        } else if (holder.sign().compareTo(same.get().sign()) < 0) {
            known.set(known.indexOf(same.get()), holder);
        }
    }

    /**
     * The possible holders of the lock that a queue waits for, the most likely first; only the certain ones when there are any.
     */
    List<Holder> of(Queue queue) {
        if (!queue.kind().isExclusive()) {
            return having(queue, exact(queue), _ -> true);
        }
        if (isFree(queue)) {
            return List.of(); // it is being handed to a goroutine that was woken
        }
        var known = seen(queue);
        var certain = known.stream().filter(holder -> holder.sign().isCertain()).toList();
        if (queue.kind() == SyncKind.RWMUTEX_READERS && !certain.isEmpty()) {
            return limited(certain); // each of these readers has to leave
        }
        if (certain.size() == 1 && known.size() == 1) {
            return certain;
        }
        return known.isEmpty()
                ? guessed(queue)
                : limited(known.stream().map(LockOwners::doubted).toList());
    }

    /** True when the state word of the mutex was read and says that nobody holds it. */
    private boolean isFree(Queue queue) {
        return queue.kind() == SyncKind.MUTEX
                && queues.getOrDefault(queue, List.of()).stream()
                        .flatMap(wait -> wait.goroutine().blocked().stream())
                        .anyMatch(blocked -> blocked instanceof Goroutine.Blocked.OnLock(long _, var _, int state)
                                && state != 0
                                && (state & LOCKED) == 0);
    }

    /** A lock that only one goroutine can hold cannot have several certain holders: this one is then not certain. */
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

    /** True for what a goroutine has released to wait for a condition, and waits to have again: woken is not to hold it. */
    private boolean isTakenBack(Goroutine goroutine, Goroutine.Held held) {
        var wait = waits.get(goroutine.id());
        return wait != null && wait.isBehindCondition() && wait.addresses().contains(held.lock());
    }

    private List<Holder> guessed(Queue queue) {
        var waiters = queues.getOrDefault(queue, List.of());
        boolean read =
                waiters.stream().anyMatch(wait -> wait.goroutine().blocked().isPresent());
        // in memory, who has taken the lock shows more than its address, unless another function did that
        Predicate<Goroutine> may = read ? goroutine -> mayHold(goroutine) && isFreeToWork(goroutine) : this::mayHold;
        var exact = exact(queue);
        exact.entrySet()
                .removeIf(entry -> entry.getValue().isEmpty()
                        && (isAtLeisure(entry.getKey()) || isForAnother(entry.getKey(), waiters)));
        var direct = having(queue, exact, may);
        if (!direct.isEmpty()) {
            return direct;
        }
        var around = addresses.around(queue.address());
        boolean ofMany =
                around.keySet().stream().filter(id -> !waitsForLock(id)).count() > 1;
        Predicate<Goroutine> young =
                goroutine -> activity(goroutine).isWork() || !ofMany && !isOlder(goroutine, waiters);
        var object = holders(around, HolderSign.HAS_OBJECT, queue, may.and(young));
        if (!object.isEmpty()) {
            return object;
        }
        var sharing = holders(
                addresses.shared(waiters),
                HolderSign.SHARES_OBJECT,
                queue,
                goroutine -> may.test(goroutine) && isFreeToWork(goroutine));
        if (!sharing.isEmpty() || read) {
            return sharing;
        }
        var once = runningOnce(queue);
        return once.isEmpty() ? itself(queue) : once;
    }

    /** Who runs a sync.Once for the function in which others want it, where a dump does not print which Once that is. */
    private List<Holder> runningOnce(Queue queue) {
        var waiters = queues.getOrDefault(queue, List.of());
        if (!waiters.stream().allMatch(LockWait::isForOnce)) {
            return List.of();
        }
        var found = new HashMap<Long, String>();
        byId.values().stream()
                .filter(goroutine -> waiters.stream().allMatch(wait -> OnceRunner.isRunning(goroutine, wait.name())))
                .forEach(goroutine -> found.put(goroutine.id(), OnceRunner.FUNCTION));
        return holders(found, HolderSign.RUNS_A_ONCE, queue, _ -> true);
    }

    /** True when it is at work, and not kept from it by a lock of its own. */
    private boolean isFreeToWork(Goroutine goroutine) {
        return activity(goroutine).isWork() && !waitsForLock(goroutine.id());
    }

    private List<Holder> having(Queue queue, Map<Long, String> found, Predicate<Goroutine> may) {
        var others = holders(found, HolderSign.ONE_OF_SEVERAL, queue, may);
        boolean alone = others.size() == 1 && found.size() == 1;
        return alone ? List.of(alone(others.getFirst())) : others;
    }

    /**
     * A lock that is the first field of its object has the object's address: a goroutine that is not at work may only have the
     * object.
     */
    private Holder alone(Holder holder) {
        boolean works = !isAtLeisure(holder.goroutine());
        var sign = !works && holder.function().contains(".(*") ? HolderSign.HAS_OBJECT : HolderSign.ONLY_ONE;
        return new Holder(holder.goroutine(), sign, holder.function());
    }

    /**
     * False for a goroutine that waits for a condition, which has released its lock and has not taken it again where it was only
     * woken; and for one that waits for work, which most likely holds none.
     */
    private boolean mayHold(Goroutine goroutine) {
        var wait = waits.get(goroutine.id());
        boolean letGo = wait != null && wait.kind() == SyncKind.CONDITION || ConditionWaits.hasLetGo(goroutine);
        return !letGo && activity(goroutine) != Activity.IDLE;
    }

    private Activity activity(Goroutine goroutine) {
        return activities.computeIfAbsent(goroutine.id(), _ -> Activity.of(goroutine));
    }

    /**
     * True when the goroutine is not at work: an address in its memory that no function shows may then be left over and says
     * nothing.
     */
    private boolean isAtLeisure(long id) {
        var goroutine = byId.get(id);
        return goroutine == null || !activity(goroutine).isWork();
    }

    /** True when it works on another container than all the waiters do; false when the container of one of them is not known. */
    private boolean isForAnother(long id, List<LockWait> waiters) {
        var own = Optional.ofNullable(byId.get(id)).flatMap(KnownFrames::container);
        return own.isPresent()
                && waiters.stream()
                        .map(wait -> KnownFrames.container(wait.goroutine()))
                        .allMatch(other -> other.isPresent() && !other.equals(own));
    }

    /** True when it is much older than the oldest waiter, so that it is hardly what they wait for. */
    private static boolean isOlder(Goroutine goroutine, List<LockWait> waiters) {
        int oldest = waiters.stream()
                .mapToInt(wait -> wait.goroutine().minutes())
                .max()
                .orElse(0);
        return oldest > 0 && goroutine.minutes() > MUCH_OLDER * oldest;
    }

    /** Who has the address of the lock itself, except those that wait for it. */
    private Map<Long, String> exact(Queue queue) {
        return addresses.exact(queue.address(), waiting(queue));
    }

    private Set<Long> waiting(Queue queue) {
        var ids = new HashSet<Long>();
        queues.getOrDefault(queue, List.of())
                .forEach(wait -> ids.add(wait.goroutine().id()));
        return ids;
    }

    /**
     * Sorted: goroutines in a call or serving a request first, those that wait for a lock themselves last; among equals the
     * oldest first.
     */
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

    /**
     * The last resort in a dump, which does not tell what a function has taken: a waiter may itself have taken the lock further up its
     * own stack, unless it takes it again behind a condition.
     */
    private List<Holder> itself(Queue queue) {
        var again = queue.kind() == SyncKind.RWMUTEX_READERS
                ? queues.getOrDefault(new Queue(queue.address(), SyncKind.RWMUTEX), List.of())
                : List.<LockWait>of(); // a reader that reads again waits behind the writer, which waits for it
        return Stream.concat(queues.getOrDefault(queue, List.of()).stream(), again.stream())
                .filter(wait -> !wait.isBehindCondition())
                .filter(wait -> !wait.isForOnce() || OnceRunner.isRunning(wait.goroutine(), wait.name()))
                .flatMap(wait -> addresses.calledWithin(wait).stream()
                        .map(function -> new Holder(wait.goroutine().id(), HolderSign.CALLED_WITHIN, function)))
                .limit(MOST_HOLDERS)
                .toList();
    }
}
