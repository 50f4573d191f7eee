package io.nodethaw.wait.go;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds deadlocks: follows waiters to the holders of their locks until one comes back to where it was. */
final class LockRings {
    private final Map<Long, Set<Long>> next = new HashMap<>();
    private final List<List<Long>> found = new ArrayList<>();
    private final Set<Long> done = new HashSet<>();

    private LockRings() {}

    /** The most certain ones first. One that is less certain has no goroutine in common with a more certain one. */
    static List<LockRing> of(List<GoroutineLock> locks) {
        var rings = new ArrayList<LockRing>();
        find(locks, LockRing.Certainty.PROVEN, GoroutineLock::certain, rings);
        find(locks, LockRing.Certainty.LIKELY, lock -> lock.isTakenByOne() ? lock.holders() : lock.certain(), rings);
        find(
                locks,
                LockRing.Certainty.POSSIBLE,
                lock -> lock.suggestsHolder() || !lock.certain().isEmpty() ? lock.holders() : List.of(),
                rings);
        return rings;
    }

    private static void find(
            List<GoroutineLock> locks,
            LockRing.Certainty certainty,
            Function<GoroutineLock, List<GoroutineLock.Holder>> holders,
            List<LockRing> rings) {
        var search = new LockRings();
        rings.forEach(ring -> search.done.addAll(ring.goroutines()));
        locks.forEach(lock -> search.add(lock.waiters(), holders.apply(lock)));
        search.find().forEach(ring -> rings.add(new LockRing(ring, certainty)));
    }

    private void add(List<Long> waiters, List<GoroutineLock.Holder> holders) {
        for (long waiter : waiters) {
            var ids = next.computeIfAbsent(waiter, _ -> new LinkedHashSet<>());
            holders.forEach(holder -> ids.add(holder.goroutine()));
        }
    }

    private List<List<Long>> find() {
        next.keySet().stream().sorted().forEach(this::walk);
        return found;
    }

    /**
     * Follows the way from one goroutine. Each step keeps the holders that were not followed yet; there is no recursion,
     * because the way may be long.
     */
    private void walk(long start) {
        var way = new LinkedHashMap<Long, Iterator<Long>>();
        step(start, way);
        while (!way.isEmpty()) {
            long at = way.lastEntry().getKey();
            var left = way.lastEntry().getValue();
            if (!left.hasNext()) {
                way.remove(at);
                continue;
            }
            long to = left.next();
            if (way.containsKey(to)) {
                var ring = new ArrayList<>(way.keySet());
                found.add(List.copyOf(ring.subList(ring.indexOf(to), ring.size())));
            } else {
                step(to, way);
            }
        }
    }

    private void step(long to, Map<Long, Iterator<Long>> way) {
        if (done.add(to)) {
            way.put(to, next.getOrDefault(to, Set.of()).iterator());
        }
    }
}
