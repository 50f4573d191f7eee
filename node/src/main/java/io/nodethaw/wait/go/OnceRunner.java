package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Optional;

/**
 * A goroutine in the function of a sync.Once has the mutex of that Once: {@code doSlow} takes it, calls the function, and
 * releases it when the function has returned (sync/once.go).
 */
final class OnceRunner {
    static final String FUNCTION = "sync.(*Once).doSlow";

    /** {@code Once{done uint32; m Mutex}}, since Go 1.12. */
    private static final int MUTEX = 4;

    private static final List<String> TAKES = List.of(
            "sync.(*Mutex).Lock",
            "sync.(*Mutex).lockSlow",
            "internal/sync.(*Mutex).Lock",
            "internal/sync.(*Mutex).lockSlow");

    private OnceRunner() {}

    /**
     * True when a goroutine runs a Once that this function asked for: most likely the one that others want there. Its address is often
     * not printed.
     */
    static boolean isRunning(Goroutine goroutine, String caller) {
        var frames = goroutine.frames();
        for (int i = frames.size() - 1; i > 0; i--) {
            if (runs(frames, i)) {
                return frames.subList(i, frames.size()).stream()
                        .map(Goroutine.Frame::function)
                        .filter(function -> !LockFrames.isOfSync(function))
                        .findFirst()
                        .filter(caller::equals)
                        .isPresent();
            }
        }
        return false;
    }

    private static boolean runs(List<Goroutine.Frame> frames, int i) {
        return frames.get(i).function().equals(FUNCTION)
                && !TAKES.contains(frames.get(i - 1).function());
    }

    /**
     * Address of the mutex of the outermost Once that a goroutine runs; empty when it runs none, or the address is not printed.
     */
    static Optional<Long> of(Goroutine goroutine) {
        var frames = goroutine.frames();
        for (int i = frames.size() - 1; i > 0; i--) {
            if (runs(frames, i)) {
                long once = Pointers.first(frames.get(i));
                return once == 0 ? Optional.empty() : Optional.of(once + MUTEX);
            }
        }
        return Optional.empty();
    }
}
