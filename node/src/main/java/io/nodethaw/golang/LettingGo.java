package io.nodethaw.golang;

import io.nodethaw.golang.Reaches.Step;
import io.nodethaw.golang.Reaches.Way;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a goroutine may have let go of a lock between the function that took it and the place where it stands: by itself, in a
 * function that it has called and that may have returned, or by another goroutine that it has asked. What is called through a pointer may be
 * anything, also what releases the lock; only a call that goes on is known, as what it called is the next frame of the stack.
 */
final class LettingGo {
    /** The most functions that are looked at for one (our own limit); one that can reach more is not known to keep its locks. */
    private static final int MOST = 400;

    private final Reaches reaches;
    private final LongMap<Boolean> known = new LongMap<>(); // by the entry of a function

    LettingGo(Reaches reaches) {
        this.reaches = reaches;
    }

    /**
     * False when it certainly still has what a function on its stack has taken.
     *
     * @param at number of the frame of that function
     */
    boolean may(Trace trace, int at) throws IOException {
        for (int i = 0; i <= at; i++) {
            if (may(trace.frames().get(i).place())) {
                return true;
            }
        }
        return false;
    }

    /** True when one of the functions from there on calls another, by its address, that first of all releases its caller's lock. */
    boolean calls(Trace trace, int at) throws IOException {
        for (int i = 0; i <= at; i++) {
            var function = trace.frames().get(i).place().function();
            if (!PlainPackages.has(function.name()) && reaches.of(function).releaser()) {
                return true;
            }
        }
        return false;
    }

    /** True when the call that goes on at a place is one through a pointer. */
    boolean isThroughPointer(CodePlace place) throws IOException {
        return reaches.of(place.function()).steps().stream()
                .anyMatch(step -> step.way() == Way.POINTER && step.back() == place.pc());
    }

    private boolean may(CodePlace place) throws IOException {
        if (PlainPackages.has(place.function().name())) {
            return false;
        }
        var reach = reaches.of(place.function());
        for (var step : reach.steps()) {
            if (step.back() != place.pc() && (step.way() != Way.KNOWN || mayHaveReturned(step))) {
                return true;
            }
        }
        return reach.unbalanced();
    }

    private boolean mayHaveReturned(Step step) throws IOException {
        return step.target().isPresent() && mayHaveReturned(step.target().get());
    }

    /** True when a function, or one that it calls by address, however far down, lets go of what it has not taken, or may. */
    private boolean mayHaveReturned(GoFunction function) throws IOException {
        var kept = known.get(function.entry());
        if (kept.isPresent()) {
            return kept.get();
        }
        var seen = new HashSet<Long>(Set.of(function.entry()));
        boolean found = search(function, seen);
        if (found) {
            known.put(function.entry(), true);
        } else {
            seen.forEach(entry -> known.put(entry, false));
        }
        return found;
    }

    private boolean search(GoFunction function, Set<Long> seen) throws IOException {
        var next = new ArrayDeque<GoFunction>();
        Optional<GoFunction> at = Optional.of(function);
        while (at.isPresent()) {
            var reach = reaches.of(at.get());
            boolean known = reach.steps().stream().allMatch(step -> step.way() == Way.KNOWN);
            if (reach.unbalanced() || !known || seen.size() > MOST) {
                return true;
            }
            reach.steps().stream()
                    .flatMap(step -> step.target().stream())
                    .filter(called -> seen.add(called.entry()))
                    .forEach(next::add);
            at = Optional.ofNullable(next.poll());
        }
        return false;
    }
}
