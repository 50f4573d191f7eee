package io.nodethaw.golang;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a deferred function unlocks a mutex: it is one of package sync, or it calls such a function and takes no lock
 * itself, like the wrapper that the compiler makes for {@code defer m.Unlock()}, or a function that people write.
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
     * @param itself true when the lock is its receiver; false when it is the lock that calls inside it unlock
     * @param always true when it unlocks in any case, as the compiler's wrapper does; other closures may first decide whether
     *     to
     * @param captured offsets, in its closure, of the objects that it has captured
     * @param locks offsets of the locks in these objects
     */
    record Unlocker(boolean reading, boolean itself, boolean always, List<Integer> captured, List<Operand> locks) {
        Unlocker {
            captured = List.copyOf(captured);
            locks = List.copyOf(locks);
        }
    }

    /** The unlocking function that begins at this address; empty when the function does not unlock. */
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
