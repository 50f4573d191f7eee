package io.nodethaw.golang;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the code of a function reaches, as far as that matters to the locks of its callers. Results are kept by function. */
final class Reaches {
    /**
     * Functions by which a goroutine asks another for something, or is asked: the other may release the lock, which Go allows. The
     * names are those that the compiler has called since Go 1.5 (cmd/compile/internal/typecheck/_builtin/runtime.go).
     */
    private static final Set<String> ASKING = Set.of(
            "runtime.chansend1",
            "runtime.chanrecv1",
            "runtime.chanrecv2",
            "runtime.closechan",
            "runtime.selectgo",
            "runtime.selectnbsend",
            "runtime.selectnbrecv",
            "runtime.selectnbrecv2",
            "runtime.newproc");

    /** Functions of package sync that call what they are given: that may ask as well. */
    private static final Set<String> CALLING =
            Set.of("sync.(*Once).Do", "sync.(*Once).doSlow", "sync.(*Map).Range", "sync.(*Pool).Get");

    private final Functions functions;
    private final LockCode code;
    private final PendingUnlocks pending;
    private final ProgramObjects objects;
    private final int wrapperId;
    private final LongMap<Reach> known = new LongMap<>();

    Reaches(GoProgram program, LockCode code, PendingUnlocks pending, ProgramObjects objects) {
        this.functions = program.functions();
        this.code = code;
        this.pending = pending;
        this.objects = objects;
        this.wrapperId = program.layout().function().wrapperId();
    }

    /** How code goes from one function to another. */
    enum Way {
        /** Calls it by its address, or makes a closure of it that may be called at any time. */
        KNOWN,
        /** Calls whatever a register points to. */
        POINTER,
        /** Has another goroutine do something. */
        ASKS
    }

    /**
     * One step on the way to a function.
     *
     * @param back return address of the call; 0 for a closure
     * @param target empty where it is not known
     */
    record Step(long back, Way way, Optional<GoFunction> target) {}

    /**
     * What a function reaches.
     *
     * @param unbalanced true when it releases a lock that it has not taken, by the order of its lines
     * @param steps but for the deferred release of its own locks, and for packages that matter to no lock of the program's
     * @param releaser true when a function that it calls first of all releases a lock
     */
    record Reach(boolean unbalanced, List<Step> steps, boolean releaser) {
        Reach {
            steps = List.copyOf(steps);
        }
    }

    Reach of(GoFunction function) throws IOException {
        var kept = known.get(function.entry());
        if (kept.isPresent()) {
            return kept.get();
        }
        var found = find(function);
        known.put(function.entry(), found);
        return found;
    }

    private Reach find(GoFunction function) throws IOException {
        var machine = code.machine(function);
        var steps = new ArrayList<Step>();
        var defers = pending.defers(function);
        for (var call : machine.indirect()) {
            if (defers.isEmpty() || !machine.isDeferred(call, defers.get())) {
                steps.add(new Step(call.back(), Way.POINTER, Optional.empty()));
            }
        }
        boolean releaser = false;
        for (var call : machine.calls()) {
            var target = functions.beginningAt(call.target());
            if (target.isPresent()) {
                step(call.back(), target.get()).ifPresent(steps::add);
                releaser |= !PlainPackages.has(target.get().name()) && code.letsGo(target.get());
            }
        }
        for (long address : machine.addresses()) {
            var closure = closure(address);
            if (closure.isPresent() && !releasesOwn(function, closure.get())) {
                steps.add(new Step(0, Way.KNOWN, closure));
            }
        }
        return new Reach(code.isUnbalanced(function), steps, releaser);
    }

    private static Optional<Step> step(long back, GoFunction target) {
        if (ASKING.contains(target.name()) || CALLING.contains(target.name())) {
            return Optional.of(new Step(back, Way.ASKS, Optional.empty()));
        }
        return PlainPackages.has(target.name())
                ? Optional.empty()
                : Optional.of(new Step(back, Way.KNOWN, Optional.of(target)));
    }

    /** The function at an address that the code takes: its entry, or the word in front of a closure that captures nothing. */
    private Optional<GoFunction> closure(long address) throws IOException {
        var itself = functions.beginningAt(address);
        if (itself.isPresent()) {
            return itself.filter(it -> !PlainPackages.has(it.name()));
        }
        var entry = objects.read(address, Long.BYTES).map(bytes -> bytes.getLong(0));
        return entry.isEmpty()
                ? Optional.empty()
                : functions.beginningAt(entry.get()).filter(it -> !PlainPackages.has(it.name()));
    }

    /** True for the compiler's wrapper of a deferred release in a function that takes a lock: it is made when that returns. */
    private boolean releasesOwn(GoFunction function, GoFunction wrapper) throws IOException {
        return wrapper.id() == wrapperId
                && code.letsGo(wrapper)
                && code.of(function).stream().anyMatch(site -> site.deed().takes());
    }
}
