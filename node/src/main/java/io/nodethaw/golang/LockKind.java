package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Lock;
import java.util.List;

/**
 * Which kind of lock of package sync the frames above a semaphore show, and where the lock begins. {@code Mutex{int32; sema}};
 * {@code RWMutex{Mutex; writerSem, readerSem uint32; ...}}; {@code WaitGroup{uint64; sema}}, which before Go 1.18 begins with
 * its semaphore where it is not 8-aligned; {@code Cond{Locker; notifyList}}, where the list stands for the semaphore.
 *
 * @param behind offset of the semaphore from the beginning of the lock
 */
record LockKind(Lock kind, int behind) {
    private static final LockKind UNKNOWN = new LockKind(Lock.SEMAPHORE, 0);

    /** The most frames between the semaphore and the method of the lock. */
    private static final int NEAR = 8;

    /** The kind that these frames show; for a writer that waits for the inner mutex of an RWMutex, the RWMutex. */
    static LockKind of(List<Goroutine.Frame> frames) {
        var found = UNKNOWN;
        for (var frame : frames.subList(0, Math.min(NEAR, frames.size()))) {
            found = found.within(frame.function());
        }
        return found;
    }

    /** The kind when it was called by this function. */
    private LockKind within(String function) {
        return switch (function) {
            case "sync.(*Mutex).Lock",
                    "sync.(*Mutex).lockSlow",
                    "internal/sync.(*Mutex).lockSlow",
                    "internal/sync.(*Mutex).Lock" -> first(new LockKind(Lock.MUTEX, 4));
            case "sync.(*RWMutex).RLock" -> first(new LockKind(Lock.RWMUTEX_READ, 12));
            case "sync.(*RWMutex).Lock" ->
                kind == Lock.MUTEX ? new LockKind(Lock.RWMUTEX_WRITE, 4) : first(new LockKind(Lock.RWMUTEX_WRITE, 8));
            case "sync.(*WaitGroup).Wait" -> first(new LockKind(Lock.WAIT_GROUP, 8));
            case "sync.(*Cond).Wait" -> first(new LockKind(Lock.CONDITION, 16));
            default -> this;
        };
    }

    private LockKind first(LockKind found) {
        return kind == Lock.SEMAPHORE ? found : this;
    }

    /** Where the lock begins. */
    long lock(long semaphore) {
        boolean atBegin = kind == Lock.WAIT_GROUP && (semaphore & 7) != 0;
        return atBegin ? semaphore : semaphore - behind;
    }

    boolean isMutex() {
        return behind == 4;
    }
}
