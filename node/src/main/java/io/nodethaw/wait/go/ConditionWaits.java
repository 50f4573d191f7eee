package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;

/**
 * Waits for a sync.Cond. Wait releases the lock of the condition, has the runtime put the goroutine on the condition's list, and takes
 * the lock again behind that (sync/cond.go).
 */
final class ConditionWaits {
    static final String WAIT = "sync.(*Cond).Wait";

    private static final String ON_LIST = "sync.runtime_notifyListWait";

    private ConditionWaits() {}

    /**
     * True for one that has released the lock of its condition and not taken it again, whatever its state says: once woken it is runnable,
     * and stays in the function that puts it on the list until it gets a processor.
     */
    static boolean hasLetGo(Goroutine goroutine) {
        return goroutine.state().startsWith("sync.Cond.Wait")
                || goroutine.frames().stream()
                        .map(Goroutine.Frame::function)
                        .filter(LockFrames::isOfSync)
                        .findFirst()
                        .filter(ON_LIST::equals)
                        .isPresent();
    }
}
