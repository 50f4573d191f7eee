package io.nodethaw.golang;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Tells of a function that was deferred whether it unlocks a mutex: one of package sync, or one that calls such a one and takes no
 * lock itself, as the compiler wraps around {@code defer m.Unlock()}, or as people write it.
 */
final class Unlockers {
    private final Functions functions;
    private final LockCode code;
    private final int wrapperId;
    private final LongMap<Optional<Unlocker>> known = new LongMap<>();

    Unlockers(Functions functions, LockCode code, int wrapperId) {
        this.functions = functions;
        this.code = code;
        this.wrapperId = wrapperId;
    }

    /**
     * A function that unlocks.
     *
     * @param itself true when the lock is its receiver; false when it is what the calls inside of it unlock
     * @param always true where it unlocks in any case, as the compiler's wrapper does; a closure may first decide whether to
     * @param captured where in its closure the objects lie that it has captured
     * @param locks where the locks lie in these objects
     */
    record Unlocker(boolean reading, boolean itself, boolean always, List<Integer> captured, List<Operand> locks) {
        Unlocker {
            captured = List.copyOf(captured);
            locks = List.copyOf(locks);
        }
    }

    /** What a program counter is the beginning of; empty for a function that does not unlock. */
    Optional<Unlocker> at(long entry) throws IOException {
        var kept = known.get(entry);
        if (kept.isPresent()) {
            return kept.get();
        }
        var function = functions.beginningAt(entry);
        var found = function.isEmpty() ? Optional.<Unlocker>empty() : find(function.get());
        known.put(entry, found);
        return found;
    }

    private Optional<Unlocker> find(GoFunction function) throws IOException {
        var does = LockCode.Deed.of(function.name());
        if (does != LockCode.Deed.NOTHING) {
            return does.releases()
                    ? Optional.of(new Unlocker(does.isRead(), true, true, List.of(), List.of()))
                    : Optional.empty();
        }
        var sites = code.of(function);
        if (sites.isEmpty() || sites.stream().anyMatch(site -> site.deed().takes())) {
            return Optional.empty();
        }
        boolean reading = sites.getFirst().deed().isRead();
        return Optional.of(new Unlocker(
                reading,
                false,
                function.id() == wrapperId,
                code.captured(function),
                sites.stream().map(LockCode.Site::operand).distinct().toList()));
    }
}
