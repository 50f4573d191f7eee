package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked.OnLock;
import io.nodethaw.evidence.Goroutine.Held;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a goroutine in sync.Cond.Wait still holds. Wait releases the lock of its condition, has the goroutine put on the condition's
 * list, and takes the lock again behind that (sync/cond.go): until it returns, the goroutine does not hold that lock, though the
 * release of it may be deferred above.
 */
final class ConditionLocks {
    private static final String WAIT = "sync.(*Cond).Wait";

    /** {@code Cond{L Locker}}: an interface, the table of its methods before the object. */
    private static final int OBJECT = 8;

    /** {@code ITab{inter, type, hash, fun}}: the methods are sorted, Lock before Unlock. */
    private static final int LOCK_METHOD = 24;

    /** Lockers that are, or lie at the address of, the lock itself. */
    private static final Set<String> PLAIN =
            Set.of("sync.(*Mutex).Lock", "sync.(*RWMutex).Lock", "sync.(*rlocker).Lock");

    private final Functions functions;
    private final ProgramObjects objects;

    ConditionLocks(Functions functions, ProgramObjects objects) {
        this.functions = functions;
        this.objects = objects;
    }

    /**
     * What is left of the locks that it seems to hold. Where the locker is the program's own, it may have released any of them, and
     * where it was only woken, it is not known which.
     */
    List<Held> keeps(List<Held> held, List<Goroutine.Frame> frames, Optional<OnLock> waitsFor) {
        int wait = wait(frames);
        if (wait < 0) {
            return held;
        }
        if (waitsFor.isEmpty()) {
            return List.of();
        }
        boolean listed = waitsFor.get().kind() == Goroutine.Lock.CONDITION;
        long released = listed
                ? word(waitsFor.get().address() + OBJECT)
                : waitsFor.get().address();
        boolean plain = listed ? isPlain(waitsFor.get().address()) : isInSync(frames.subList(0, wait));
        return held.stream()
                .filter(it -> it.lock() != released)
                .map(it -> plain ? it : new Held(it.lock(), it.function(), it.reading(), false, it.doubt()))
                .toList();
    }

    private static int wait(List<Goroutine.Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).function().equals(WAIT)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isInSync(List<Goroutine.Frame> frames) {
        return frames.stream()
                .map(Goroutine.Frame::function)
                .allMatch(function -> function.startsWith("sync.")
                        || function.startsWith("internal/sync.")
                        || function.startsWith("runtime."));
    }

    private boolean isPlain(long condition) {
        try {
            return PLAIN.contains(functions.nameAt(word(word(condition) + LOCK_METHOD)));
        } catch (IOException _) {
            return false;
        }
    }

    private long word(long address) {
        return objects.read(address, Long.BYTES).map(bytes -> bytes.getLong(0)).orElse(0L);
    }
}
