package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who has which of the addresses that somebody waits for, or that those who wait have in common. */
final class LockOwners {
    /** An object that more goroutines have is a daemon's own, and says nothing of a lock. */
    private static final int MOST_SHARING = 3;

    /** The list of those that may hold a lock is for a person. */
    private static final int MOST_HOLDERS = 20;

    /** How far inside its object a lock lies at most: further away it is another object's. */
    private static final int LARGEST_OBJECT = 256;

    /** So many frames above the lock an object is looked for: the method that takes it, and who calls that. */
    private static final int FRAMES_ABOVE = 3;

    /** Address to the ids of those that have it, each with the function that shows it. */
    private final Map<Long, Map<Long, String>> having = new HashMap<>();

    /** Locks to those that have the object around them. */
    private final TreeMap<Long, Surrounding> around = new TreeMap<>();

    private final Map<Long, Goroutine> byId = new HashMap<>();
    private final Set<Long> waiting = new HashSet<>();

    LockOwners(List<Goroutine> goroutines, Map<Long, List<LockWait>> waits) {
        var wanted = new HashSet<>(waits.keySet());
        for (var waiters : waits.values()) {
            waiting.addAll(ids(waiters));
            if (waiters.getFirst().isExclusive()) {
                wanted.addAll(objects(waiters));
            }
        }
        waits.keySet().forEach(address -> around.put(address, new Surrounding()));
        for (var goroutine : goroutines) {
            byId.put(goroutine.id(), goroutine);
            for (var frame : goroutine.frames()) {
                Pointers.each(frame, pointer -> note(wanted, pointer, goroutine.id(), frame.function()));
            }
            goroutine.shared().forEach(pointer -> note(wanted, pointer, goroutine.id(), ""));
        }
    }

    private void note(Set<Long> wanted, long pointer, long id, String function) {
        var lock = around.higherEntry(pointer);
        if (lock != null && lock.getKey() - pointer <= LARGEST_OBJECT) {
            lock.getValue().note(pointer, id, function);
        }
        if (wanted.contains(pointer)) {
            having.computeIfAbsent(pointer, _ -> new LinkedHashMap<>()).putIfAbsent(id, function);
        }
    }

    private static Set<Long> ids(List<LockWait> waiters) {
        return waiters.stream().map(waiter -> waiter.goroutine().id()).collect(Collectors.toSet());
    }

    /** Addresses that all of the waiters have right above the lock. */
    private static Set<Long> objects(List<LockWait> waiters) {
        var common = objects(waiters.getFirst());
        for (var waiter : waiters) {
            if (common.isEmpty()) {
                break;
            }
            common.retainAll(objects(waiter));
        }
        return common;
    }

    private static Set<Long> objects(LockWait wait) {
        var found = new HashSet<Long>();
        var frames = wait.goroutine().frames();
        int above = Math.min(frames.size(), wait.callers() + FRAMES_ABOVE);
        frames.subList(wait.callers(), above).forEach(frame -> Pointers.each(frame, found::add));
        return found;
    }

    /** The likely holders of a lock, the likeliest first. */
    List<GoroutineLock.Holder> of(long address, List<LockWait> waiters) {
        var same = ids(waiters);
        var direct = others(address, same);
        if (!direct.isEmpty()) {
            var sign = direct.size() == 1 ? GoroutineLock.Sign.ONLY_ONE : GoroutineLock.Sign.ONE_OF_SEVERAL;
            return holders(direct, sign);
        }
        if (!waiters.getFirst().isExclusive()) {
            return List.of(); // anybody may signal a condition; having what is around it says nothing
        }
        var object = around.getOrDefault(address, new Surrounding()).others(same);
        return object.isEmpty() || object.size() > MOST_SHARING
                ? holders(sharing(waiters, same), GoroutineLock.Sign.SHARES_OBJECT)
                : holders(object, GoroutineLock.Sign.HAS_OBJECT);
    }

    private Map<Long, String> sharing(List<LockWait> waiters, Set<Long> same) {
        var sharing = new HashMap<Long, String>();
        for (long object : objects(waiters)) {
            int others = having.getOrDefault(object, Map.of()).size() - same.size(); // all of the waiters have it
            if (others <= MOST_SHARING) {
                sharing.putAll(others(object, same));
            }
        }
        return sharing;
    }

    private Map<Long, String> others(long address, Set<Long> waiters) {
        var others = new LinkedHashMap<>(having.getOrDefault(address, Map.of()));
        others.keySet().removeAll(waiters);
        return others;
    }

    /** Who is at work comes before who waits for another lock, then the oldest. */
    private List<GoroutineLock.Holder> holders(Map<Long, String> found, GoroutineLock.Sign sign) {
        var order = Comparator.comparing((Goroutine goroutine) -> waiting.contains(goroutine.id()))
                .thenComparing(Comparator.comparingInt(Goroutine::minutes).reversed())
                .thenComparingLong(Goroutine::id);
        return found.keySet().stream()
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                .sorted(order)
                .limit(MOST_HOLDERS)
                .map(goroutine ->
                        new GoroutineLock.Holder(goroutine.id(), sign, found.getOrDefault(goroutine.id(), "")))
                .toList();
    }

    /** Who has the address that lies closest below a lock. */
    private static final class Surrounding {
        private long closest;
        private final Map<Long, String> having = new LinkedHashMap<>();

        void note(long pointer, long id, String function) {
            if (pointer > closest) {
                closest = pointer;
                having.clear();
            }
            if (pointer == closest) {
                having.putIfAbsent(id, function);
            }
        }

        Map<Long, String> others(Set<Long> waiters) {
            var others = new LinkedHashMap<>(having);
            others.keySet().removeAll(waiters);
            return others;
        }
    }
}
