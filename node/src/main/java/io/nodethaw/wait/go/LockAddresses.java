package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLocks.Queue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Which goroutines have the address of a lock, or of the object around it, on their stacks. To have the address is not to hold
 * the lock; and addresses that a goroutine has only because it waits for another lock say nothing.
 */
final class LockAddresses {
    /**
     * The greatest distance of a lock from the start of its object; beyond it, the address is taken to be that of another
     * object.
     */
    private static final int LARGEST_OBJECT = 256;

    /** The number of frames above the lock in which an object is looked for: the method that takes the lock, and its callers. */
    private static final int FRAMES_ABOVE = 3;

    /** What is printed for a call that was inlined: its arguments are among those of the next frame. */
    private static final String INLINED = "...";

    /** The heap is one range; what lies further away is a constant, or code. */
    private static final long HEAP = 64L << 30;

    /** For each address the ids of the goroutines that have it, each with the function that shows it. */
    private final Map<Long, Map<Long, String>> having = new HashMap<>();

    private final Map<Long, Surrounding> around = new HashMap<>();

    /** Addresses that are looked for, and those of exclusive locks, both in order: every pointer of a dump is looked up in them. */
    private final long[] wanted;

    private final long[] locks;

    /** What several may have without one keeping the others from it: to wait for a lock as well is no reason not to have it. */
    private final Set<Long> channels = new HashSet<>();

    private final Map<Long, LockWait> waits;

    LockAddresses(List<Goroutine> goroutines, Map<Queue, List<LockWait>> queues, Map<Long, LockWait> waits) {
        this.waits = waits;
        var found = new HashSet<Long>();
        queues.forEach((queue, waiters) -> {
            found.add(queue.address());
            if (queue.kind().isExclusive()) {
                around.put(queue.address(), new Surrounding());
                found.addAll(objects(waiters));
            } else {
                channels.add(queue.address());
            }
        });
        wanted = sorted(found);
        locks = sorted(around.keySet());
        goroutines.forEach(this::note);
    }

    /**
     * Whose pointers are noted.
     *
     * @param own what it waits for, if that is an exclusive lock: the lock, and the object around it
     * @param takes number of the frame that wants it; -1 where there is none
     * @param waitsFor true for a pointer into what it waits for: no object around another lock
     */
    private record Bearer(long id, Set<Long> own, int takes, LongPredicate waitsFor) {
        /**
         * True when what a frame was given says something about another lock than the one that it waits for: that other was given alone,
         * as far as the arguments are still what was passed; or the function takes locks itself, so that it may have taken the other
         * before.
         */
        boolean isTelling(Goroutine.Frame frame, int number) {
            if (own.isEmpty() || number == takes) {
                return true;
            }
            var given = given(List.of(frame));
            return frame.arguments().indexOf('?') < 0 && given.stream().noneMatch(own::contains);
        }
    }

    private Bearer bearer(Goroutine goroutine) {
        var wait = waits.get(goroutine.id());
        if (wait == null) {
            return new Bearer(goroutine.id(), Set.of(), -1, _ -> false);
        }
        return wait.isExclusive()
                ? new Bearer(goroutine.id(), own(wait), wait.callers(), wait::covers)
                : new Bearer(goroutine.id(), Set.of(), -1, wait::covers);
    }

    private void note(Goroutine goroutine) {
        var bearer = bearer(goroutine);
        for (int i = 0; i < goroutine.frames().size(); i++) {
            var frame = goroutine.frames().get(i);
            if (Pointers.mayBeIn(frame) && !LockFrames.tellNothing(frame.function())) {
                note(frame, bearer, bearer.isTelling(frame, i));
            }
        }
        goroutine.shared().forEach(pointer -> {
            noteExact(pointer, bearer.id(), "");
            noteAround(pointer, bearer, "", bearer.own().isEmpty());
        });
    }

    private void note(Goroutine.Frame frame, Bearer bearer, boolean telling) {
        var function = frame.function();
        boolean field = LockFrames.isOfSync(function); // what it works on, never the object around that
        Pointers.each(frame, pointer -> {
            boolean own = bearer.own().contains(pointer);
            if (telling || own || channels.contains(pointer)) {
                noteExact(pointer, bearer.id(), function);
            }
            if (!field) {
                noteAround(pointer, bearer, function, telling && !own);
            }
        });
    }

    private void noteExact(long pointer, long id, String function) {
        if (Arrays.binarySearch(wanted, pointer) >= 0) {
            having.computeIfAbsent(pointer, _ -> new LinkedHashMap<>()).putIfAbsent(id, function);
        }
    }

    private void noteAround(long pointer, Bearer bearer, String function, boolean counts) {
        int above = -1 - Arrays.binarySearch(locks, pointer); // negative where the pointer is a lock itself
        boolean near = above >= 0 && above < locks.length && locks[above] - pointer <= LARGEST_OBJECT;
        if (near && !bearer.waitsFor().test(pointer)) {
            Objects.requireNonNull(around.get(locks[above])).note(pointer, bearer.id(), function, counts);
        }
    }

    private static long[] sorted(Set<Long> addresses) {
        return addresses.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /**
     * The addresses that a goroutine has because of its own wait: its lock, and the object around it, which the method that
     * takes the lock has.
     */
    private Set<Long> own(LockWait wait) {
        var own = new HashSet<Long>(wait.addresses());
        var given = given(wait.above());
        boolean itself = wait.addresses().stream().anyMatch(given::contains);
        if (!itself) {
            wait.addresses().forEach(lock -> object(wait, lock).ifPresent(own::add));
        }
        return own;
    }

    /**
     * The object around a lock: what the function that takes it was given, else the closest that its callers have, unless another
     * lock that is waited for lies between the two.
     */
    private OptionalLong object(LockWait wait, long lock) {
        var taker = wait.above().stream()
                .filter(frame -> !frame.arguments().equals(INLINED))
                .limit(1)
                .toList();
        var near = closest(lock, given(taker));
        if (near.isPresent()) {
            return near;
        }
        var given = given(wait.above());
        given.addAll(wait.goroutine().shared());
        var found = closest(lock, given);
        return found.isPresent() && ofItsOwn(lock, found.getAsLong()) == 0 ? OptionalLong.empty() : found;
    }

    private static Set<Long> given(List<Goroutine.Frame> frames) {
        var given = new HashSet<Long>();
        frames.forEach(frame -> Pointers.each(frame, given::add));
        return given;
    }

    private static OptionalLong closest(long lock, Set<Long> pointers) {
        return pointers.stream()
                .mapToLong(Long::longValue)
                .filter(pointer -> pointer < lock && lock - pointer <= LARGEST_OBJECT)
                .max();
    }

    /**
     * Who has the address of the lock itself. A goroutine that waits for another lock counts only if a function shows that it
     * was given the address.
     *
     * @param waiting goroutines that are left out
     */
    Map<Long, String> exact(long lock, Set<Long> waiting) {
        var found = new LinkedHashMap<Long, String>();
        having.getOrDefault(lock, Map.of()).forEach((id, function) -> {
            if (!waiting.contains(id) && !isExplained(lock, id, function)) {
                found.put(id, function);
            }
        });
        return found;
    }

    private boolean isExplained(long lock, long id, String function) {
        var wait = waits.get(id);
        return wait != null
                && wait.isExclusive()
                && !channels.contains(lock)
                && (function.isEmpty() || own(wait).contains(lock));
    }

    /** Who has the closest address below that of the lock. */
    Map<Long, String> around(long lock) {
        var found = around.get(lock);
        return found == null ? Map.of() : found.having;
    }

    /** Who has one of the addresses that all these waiters have right above their lock. */
    Map<Long, String> shared(List<LockWait> waiters) {
        var sharing = new HashMap<Long, String>();
        objects(waiters).forEach(object -> sharing.putAll(having.getOrDefault(object, Map.of())));
        return sharing;
    }

    /** The outermost method of the object around the lock, if another of its methods, called within that one, wants the lock. */
    Optional<String> calledWithin(LockWait wait) {
        var above = wait.above();
        long lock = wait.addresses().getFirst();
        var given = given(above);
        long object = given.contains(lock)
                ? lock
                : ofItsOwn(lock, closest(lock, given).orElse(0));
        return above.stream()
                .filter(frame -> object != 0 && frame.function().contains(".(*"))
                .skip(1)
                .filter(frame -> Pointers.first(frame) == object)
                .map(Goroutine.Frame::function)
                .reduce((_, outer) -> outer);
    }

    /** The object, unless another lock that is waited for lies between the two: then it is more likely that one's. */
    private long ofItsOwn(long lock, long object) {
        int at = Arrays.binarySearch(locks, object);
        int next = at >= 0 ? at : -1 - at;
        return next < locks.length && locks[next] == lock ? object : 0;
    }

    /** Addresses on the heap that all waiters have in the frames right above the lock. */
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
        var above = wait.above();
        above.subList(0, Math.min(above.size(), FRAMES_ABOVE)).forEach(frame -> Pointers.each(frame, found::add));
        found.removeIf(object -> wait.addresses().stream().noneMatch(lock -> Math.abs(lock - object) < HEAP));
        return found;
    }

    /** Who has the address that lies closest below a lock. */
    private static final class Surrounding {
        private long closest;
        private final Map<Long, String> having = new LinkedHashMap<>();

        void note(long pointer, long id, String function, boolean counts) {
            if (pointer > closest) {
                closest = pointer;
                having.clear();
            }
            if (pointer == closest && counts) {
                having.putIfAbsent(id, function);
            }
        }
    }
}
