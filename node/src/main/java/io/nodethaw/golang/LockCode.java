package io.nodethaw.golang;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds where the code of a function takes and releases locks of package sync: its calls of the functions that do that. When
 * these are inlined, only the slow path is a call, which is enough. Results are kept by function.
 */
final class LockCode {
    private final Functions functions;
    private final boolean arm;
    private final LongMap<List<Site>> sites = new LongMap<>();
    private final LongMap<Deed> targets = new LongMap<>();
    private final LongMap<List<Site>> opened = new LongMap<>(); // by program counter: stacks are alike

    LockCode(Functions functions, int machine) {
        this.functions = functions;
        this.arm = machine == ElfImage.ARM64;
    }

    /** What is done with a lock. */
    enum Deed {
        LOCK,
        READ_LOCK,
        UNLOCK,
        READ_UNLOCK,
        NOTHING;

        boolean takes() {
            return this == LOCK || this == READ_LOCK;
        }

        boolean releases() {
            return this == UNLOCK || this == READ_UNLOCK;
        }

        boolean isRead() {
            return this == READ_LOCK || this == READ_UNLOCK;
        }

        /** Names since Go 1.9; package internal/sync has the mutex since 1.24. */
        static Deed of(String function) {
            return switch (function) {
                case "sync.(*Mutex).Lock",
                        "sync.(*Mutex).lockSlow",
                        "internal/sync.(*Mutex).Lock",
                        "internal/sync.(*Mutex).lockSlow",
                        "sync.(*RWMutex).Lock" -> LOCK;
                // an inlined RLock ends in the semaphore; nothing else that is inlined outside package sync does
                case "sync.(*RWMutex).RLock", "sync.runtime_SemacquireRWMutexR", "sync.runtime_SemacquireMutex" ->
                    READ_LOCK;
                case "sync.(*Mutex).Unlock",
                        "sync.(*Mutex).unlockSlow",
                        "internal/sync.(*Mutex).Unlock",
                        "internal/sync.(*Mutex).unlockSlow",
                        "sync.(*RWMutex).Unlock" -> UNLOCK;
                case "sync.(*RWMutex).RUnlock", "sync.(*RWMutex).rUnlockSlow" -> READ_UNLOCK;
                default -> NOTHING;
            };
        }
    }

    /**
     * One such call.
     *
     * @param back return address of the call
     * @param line of the function's own source
     * @param slot where in the frame the object is loaded from; {@link Layout#NONE} when that is not seen
     */
    record Site(long back, int line, Deed deed, Operand operand, int slot) {}

    /** The calls of a function, in the order of its source. */
    List<Site> of(GoFunction function) throws IOException {
        var kept = sites.get(function.entry());
        if (kept.isPresent()) {
            return kept.get();
        }
        var found = find(function);
        sites.put(function.entry(), found);
        return found;
    }

    /** What the machine code of a function shows. */
    MachineCode machine(GoFunction function) throws IOException {
        return MachineCode.of(arm, functions.code(function), function.entry());
    }

    private List<Site> find(GoFunction function) throws IOException {
        var code = machine(function);
        var found = new ArrayList<Site>();
        for (var call : code.calls()) {
            var deed = deed(call.target());
            if (deed != Deed.NOTHING) {
                int line = functions.line(function, call.back() - 1);
                found.add(new Site(call.back(), line, deed, code.operand(call), code.slot(call)));
            }
        }
        found.sort(Comparator.comparingInt(Site::line).thenComparingLong(Site::back));
        return List.copyOf(found);
    }

    private Deed deed(long target) throws IOException {
        var kept = targets.get(target);
        if (kept.isPresent()) {
            return kept.get();
        }
        var deed = Deed.of(functions.nameAt(target));
        targets.put(target, deed);
        return deed;
    }

    /** The locks that were taken and not yet released where a frame is, by the order of the lines; branches are not seen. */
    List<Site> taken(GoFunction function, long pc, int back) throws IOException {
        var open = new ArrayList<Site>();
        var all = of(function);
        int line = all.isEmpty() ? 0 : functions.line(function, pc - back);
        for (var site : all) {
            boolean before = isBefore(site, line, pc);
            if (before && site.deed().takes()) {
                open.add(site);
            } else if (before && !open.isEmpty()) {
                open.removeLast();
            }
        }
        return open;
    }

    /**
     * The calls after the place of a frame by which the function releases a lock that it does not take after it: it must hold
     * that lock at the place of the frame, if it takes one before at all.
     */
    List<Site> open(GoFunction function, long pc, int back) throws IOException {
        long place = 2 * pc + back;
        var kept = opened.get(place);
        if (kept.isPresent()) {
            return kept.get();
        }
        var found = findOpen(function, pc, back);
        opened.put(place, found);
        return found;
    }

    private List<Site> findOpen(GoFunction function, long pc, int back) throws IOException {
        var open = new ArrayList<Site>();
        var all = of(function);
        int line = all.isEmpty() ? 0 : functions.line(function, pc - back);
        int taken = 0;
        boolean takes = false;
        for (var site : all) {
            if (isBefore(site, line, pc)) {
                takes |= site.deed().takes();
            } else if (site.deed().takes()) {
                taken++;
            } else if (taken > 0) {
                taken--;
            } else {
                open.add(site);
            }
        }
        return takes ? open : List.of();
    }

    private static boolean isBefore(Site site, int line, long pc) {
        return site.line() < line || site.line() == line && site.back() < pc;
    }

    /** True when the first thing that a function does with locks is to release one: then it releases what its caller holds. */
    boolean letsGo(GoFunction function) throws IOException {
        var all = of(function);
        return !all.isEmpty() && all.getFirst().deed().releases();
    }

    /** True when there is a place in a function up to which it has released more than it has taken, by the order of the lines. */
    boolean isUnbalanced(GoFunction function) throws IOException {
        int taken = 0;
        for (var site : of(function)) {
            taken += site.deed().takes() ? 1 : -1;
            if (taken < 0) {
                return true;
            }
        }
        return false;
    }

    /** True when a function releases a lock itself, not only when it returns. */
    boolean releases(GoFunction function) throws IOException {
        return of(function).stream().anyMatch(site -> site.deed().releases());
    }

    /** The offsets in a closure of the values that its code uses; the address of the code comes first, at 0. */
    List<Integer> captured(GoFunction closure) throws IOException {
        return machine(closure).captured();
    }
}
