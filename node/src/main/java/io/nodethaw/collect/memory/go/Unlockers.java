package io.nodethaw.collect.memory.go;

import java.io.IOException;
import java.util.Optional;

/**
 * Tells of a function that was deferred whether it unlocks a mutex: one of package sync, or one that calls such a one and takes no
 * lock itself, as the compiler wraps around {@code defer m.Unlock()}.
 */
final class Unlockers {
    /** Bytes of code looked at; a wrapper has some sixty. */
    private static final int LONGEST = 512;

    private final Pages pages;
    private final Functions functions;
    private final boolean arm;
    private final LongMap<Optional<Unlocker>> known = new LongMap<>();

    Unlockers(GoProgram program) {
        this.pages = program.pages();
        this.functions = program.functions();
        this.arm = program.image().machine() == ElfImage.ARM64;
    }

    /**
     * A function that unlocks.
     *
     * @param itself true when the lock is its receiver, else that of the call inside
     */
    record Unlocker(boolean reading, boolean itself) {}

    /** What a program counter is the beginning of; empty for a function that does not unlock. */
    Optional<Unlocker> at(long entry) throws IOException {
        var kept = known.get(entry);
        if (kept.isPresent()) {
            return kept.get();
        }
        var found = find(entry);
        known.put(entry, found);
        return found;
    }

    private Optional<Unlocker> find(long entry) throws IOException {
        var function = functions.beginningAt(entry);
        if (function.isEmpty()) {
            return Optional.empty();
        }
        var does = Effect.of(function.get().name());
        return does == Effect.NONE
                ? calls(entry)
                : Optional.of(does).filter(Effect::unlocks).map(it -> new Unlocker(it == Effect.UNLOCKS_READING, true));
    }

    /** Looks for calls in the code. Not decoded: a number that is by chance the distance to such a function does not occur. */
    private Optional<Unlocker> calls(long entry) throws IOException {
        var found = Effect.NONE;
        long end = Math.min(entry + LONGEST, functions.endOf(entry));
        for (long at = entry; at + 5 <= end; at += arm ? 4 : 1) {
            var callee = functions.beginningAt(target(at));
            var does = callee.map(function -> Effect.of(function.name())).orElse(Effect.NONE);
            if (does == Effect.LOCKS) {
                return Optional.empty();
            }
            found = does == Effect.NONE ? found : does;
        }
        return found == Effect.NONE
                ? Optional.empty()
                : Optional.of(new Unlocker(found == Effect.UNLOCKS_READING, false));
    }

    /** Where a call at this address goes to; 0 when there is none. */
    private long target(long at) throws IOException {
        if (arm) {
            int instruction = pages.i32(at); // BL: 26 bits, in words (Arm Architecture Reference Manual, C6.2)
            return (instruction & 0xfc000000) == 0x94000000 ? at + ((long) (instruction << 6 >> 6) << 2) : 0;
        }
        return pages.u8(at) == 0xe8 ? at + 5 + pages.i32(at + 1) : 0; // CALL rel32 (Intel SDM 2)
    }

    /** What a function of package sync does with its receiver; of Unlock and Lock often only the slow part is called. */
    private enum Effect {
        UNLOCKS,
        UNLOCKS_READING,
        LOCKS,
        NONE;

        boolean unlocks() {
            return this == UNLOCKS || this == UNLOCKS_READING;
        }

        static Effect of(String function) {
            return switch (function) {
                case "sync.(*Mutex).Unlock",
                        "sync.(*Mutex).unlockSlow",
                        "internal/sync.(*Mutex).Unlock",
                        "internal/sync.(*Mutex).unlockSlow",
                        "sync.(*RWMutex).Unlock" -> UNLOCKS;
                case "sync.(*RWMutex).RUnlock", "sync.(*RWMutex).rUnlockSlow" -> UNLOCKS_READING;
                case "sync.(*Mutex).Lock",
                        "sync.(*Mutex).lockSlow",
                        "internal/sync.(*Mutex).Lock",
                        "internal/sync.(*Mutex).lockSlow",
                        "sync.(*RWMutex).Lock",
                        "sync.(*RWMutex).RLock" -> LOCKS;
                default -> NONE;
            };
        }
    }
}
