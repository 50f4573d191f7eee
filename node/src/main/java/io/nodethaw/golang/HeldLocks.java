package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine.Held;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the locks that a goroutine is seen to hold. Go's locks do not name their owner; but a function that has deferred the
 * release of a lock has taken it, and a function that is at a line between those that take and release a lock most likely holds
 * it. The results are candidates: only addresses that others wait for are really locks.
 */
final class HeldLocks {
    /** Most words of a frame (our own limit): what a function needs after a call is near. */
    private static final int MOST_WORDS = 512;

    /** Bytes after a frame in which arguments that were passed in registers may be kept. */
    private static final int MOST_ARGUMENTS = 128;

    private final LockCode code;
    private final PendingUnlocks pending;
    private final LettingGo lettingGo;
    private final LongMap<Boolean> signs = new LongMap<>(); // by the entry of a function

    HeldLocks(GoProgram program, ProgramObjects objects) {
        this.code = program.locks();
        this.pending = new PendingUnlocks(objects, program, code);
        this.lettingGo = new LettingGo(new Reaches(program, code, pending, objects));
    }

    /**
     * The candidates, those whose release is deferred first.
     *
     * @param own the lock that it waits for itself; 0 for none
     */
    List<Held> of(G g, Trace trace, Stack stack, long own) {
        var found = new LinkedHashMap<Long, Held>();
        try {
            if (g.defers() == 0 && !hasSigns(trace)) {
                return List.of();
            }
            for (var unlock : pending.of(g, trace, stack)) {
                if (unlock.lock() != own || isTaken(trace, unlock.frame()) && !isTakenBack(trace)) {
                    deferred(unlock, trace, found);
                }
            }
            long sp = g.top();
            for (int i = 0; i < trace.frames().size(); i++) {
                inside(trace, i, sp, stack, own, found);
                sp = trace.frames().get(i).fp();
            }
        } catch (IOException _) {
            return List.copyOf(found.values()); // code that cannot be read tells nothing more
        }
        return List.copyOf(found.values());
    }

    /**
     * True when a function on the stack takes locks or defers calls. Most goroutines have no such function, which can be seen
     * from the functions alone.
     */
    private boolean hasSigns(Trace trace) throws IOException {
        for (var frame : trace.frames()) {
            var function = frame.place().function();
            var known = signs.get(function.entry());
            if (known.isEmpty()) {
                boolean takes = !isOfRuntime(function) && !code.of(function).isEmpty();
                known = Optional.of(takes || pending.mayBeIn(function));
                signs.put(function.entry(), known.get());
            }
            if (known.get()) {
                return true;
            }
        }
        return false;
    }

    private static GoFunction function(Trace trace, int frame) {
        return trace.frames().get(frame).place().function();
    }

    /**
     * Adds a lock whose release is deferred. It is certain when the function that deferred it has taken the lock itself and
     * will release it in any case, and when nothing that has run since may have released it: functions that release a lock while
     * they wait, and take it again, do that.
     */
    private void deferred(PendingUnlocks.Pending unlock, Trace trace, Map<Long, Held> found) throws IOException {
        int at = unlock.frame();
        var function = function(trace, at);
        for (int i = 0; i < at; i++) {
            if (!isOfRuntime(function(trace, i)) && code.letsGo(function(trace, i))) {
                return;
            }
        }
        boolean taken = isTakenHere(trace, at);
        boolean own = isOfRuntime(function); // of a sync.Once, for example: nothing else gets at its lock
        boolean plain = own || !code.releases(function);
        boolean certain = taken && unlock.always() && plain && (own || !lettingGo.may(trace, at));
        if (taken || plain && !lettingGo.calls(trace, at)) {
            found.putIfAbsent(unlock.lock(), new Held(unlock.lock(), function.name(), unlock.reading(), certain));
        }
    }

    /**
     * True when the function has taken the lock. When a goroutine waits for a lock in the function that will release it, it
     * holds the lock only if that function has taken it before.
     */
    private boolean isTaken(Trace trace, int at) throws IOException {
        for (int i = 0; i < at; i++) {
            if (!isOfRuntime(function(trace, i))) {
                return true;
            }
        }
        return isTakenHere(trace, at);
    }

    /**
     * True when the lock that it waits for is taken through a pointer: so do conditions, which have released it in the same way, and
     * take it back.
     */
    private boolean isTakenBack(Trace trace) throws IOException {
        for (var frame : trace.frames()) {
            if (!isOfRuntime(frame.place().function())) {
                return lettingGo.isThroughPointer(frame.place());
            }
        }
        return false;
    }

    private boolean isTakenHere(Trace trace, int at) throws IOException {
        var frame = trace.frames().get(at);
        return !code.taken(function(trace, at), frame.place().pc(), frame.back())
                .isEmpty();
    }

    /**
     * Adds locks of a frame that is between the lines that take and release one. Which lock it is, the slot tells that the release
     * is loaded from; where the code does not show that, any word of the frame may be it. The lock that the goroutine itself waits for
     * is in its frames in any case: it counts only where the slot tells it.
     */
    private void inside(Trace trace, int number, long sp, Stack stack, long own, Map<Long, Held> found)
            throws IOException {
        var frame = trace.frames().get(number);
        var function = frame.place().function();
        if (code.of(function).isEmpty() || isOfRuntime(function)) {
            return;
        }
        var open = code.open(function, frame.place().pc(), frame.back());
        var doubt = open.isEmpty() ? Optional.<String>empty() : doubt(trace, number);
        for (var site : open) {
            long exact =
                    site.slot() == Layout.NONE || !stack.holds(sp + site.slot()) ? 0 : stack.word(sp + site.slot());
            if (site.operand().fixed() || ProgramObjects.isPointer(exact)) {
                long lock = site.operand().of(exact);
                if (lock != own || doubt.isEmpty() && hasItselfWaits(trace, number)) {
                    put(lock, function, site, doubt, found);
                }
                continue;
            }
            long behind = frame.fp() + Math.clamp(function.arguments(), 0, MOST_ARGUMENTS);
            long end = Math.min(behind, sp + 8L * MOST_WORDS);
            for (long at = sp & -8; at < end && stack.holds(at); at += 8) {
                long word = stack.word(at);
                if (ProgramObjects.isPointer(word) && site.operand().of(word) != own) {
                    put(site.operand().of(word), function, site, doubt, found);
                }
            }
        }
    }

    /** Why a function may have released what it will release once more. */
    private Optional<String> doubt(Trace trace, int number) throws IOException {
        if (!isTakenHere(trace, number)) {
            return Optional.of("it releases it on one of its ways");
        }
        for (int i = 0; i < number; i++) {
            if (!isOfRuntime(function(trace, i)) && code.letsGo(function(trace, i))) {
                return Optional.of("a function that it has called releases one");
            }
        }
        return Optional.empty();
    }

    /**
     * True when a function that took a lock has called another, by which the goroutine waits for the same lock: not where that takes
     * back what was released.
     */
    private boolean hasItselfWaits(Trace trace, int number) throws IOException {
        boolean called = false;
        for (int i = 0; i < number; i++) {
            called |= !isOfRuntime(function(trace, i));
        }
        return called && !isTakenBack(trace) && !lettingGo.calls(trace, number);
    }

    private static void put(
            long lock, GoFunction function, LockCode.Site site, Optional<String> doubt, Map<Long, Held> found) {
        found.putIfAbsent(lock, new Held(lock, function.name(), site.deed().isRead(), false, doubt));
    }

    /** True for functions that locks themselves are made of. */
    private static boolean isOfRuntime(GoFunction function) {
        return function.name().startsWith("sync.")
                || function.name().startsWith("internal/sync.")
                || function.name().startsWith("runtime.");
    }
}
