package io.nodethaw.wait.go;

import java.util.List;

/** Frames of what locks are made of. */
final class LockFrames {
    /** Types of package sync that have a lock of their own inside, which one that is in their methods may have. */
    private static final List<String> WITH_A_LOCK = List.of("sync.(*Map).", "internal/sync.(*HashTrieMap");

    private LockFrames() {}

    static boolean isOfSync(String function) {
        return function.startsWith("sync.") || function.startsWith("internal/sync.");
    }

    /**
     * True where what it is given is a lock or a field of one that it takes, waits for or gives back, or what the scheduler passes around:
     * that is nobody's.
     */
    static boolean tellNothing(String function) {
        return function.startsWith("runtime.")
                || function.startsWith("internal/poll.runtime_")
                || isOfSync(function) && WITH_A_LOCK.stream().noneMatch(function::startsWith);
    }
}
