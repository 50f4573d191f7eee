package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Where in the frames of those that wait alike the address of their lock is printed. */
public final class LockPlace {
    // what the runtime's side is given: a field of the lock, whose place in it is the same since Go 1.5 (package sync)
    private static final int MUTEX_FIELD = 4;
    private static final int CONDITION_FIELD = 16;
    private static final int WRITER_FIELD = 8;
    private static final int READERS_FIELD = 12;

    private static final String READER = "sync.(*RWMutex).RLock";

    /** Where nothing is found. */
    public static final LockPlace NOWHERE = new LockPlace(new int[0], new int[0], 0);

    private final int[] given;
    private final int[] semaphores;
    private final int field;

    private LockPlace(int[] given, int[] semaphores, int field) {
        this.given = given;
        this.semaphores = semaphores;
        this.field = field;
    }

    /** The place for those that wait in the same frames as this one; nowhere where it waits for none, or where none is printed. */
    public static LockPlace of(Goroutine waiter) {
        return LockWait.of(waiter).map(LockWait::place).orElse(NOWHERE);
    }

    /** @param inner the frames that belong to the wait itself */
    static LockPlace of(List<Goroutine.Frame> inner, GoroutineLock.SyncKind kind) {
        return new LockPlace(
                numbers(inner, frame -> LockWait.isGiven(inner.get(frame), kind)),
                numbers(inner, frame -> isSemaphore(inner.get(frame).function())),
                field(inner, kind));
    }

    private static int[] numbers(List<Goroutine.Frame> inner, IntPredicate wanted) {
        return IntStream.range(0, inner.size()).filter(wanted).toArray();
    }

    /** What is given the semaphore itself; the runtime's own function is shown with GOTRACEBACK=system only. */
    private static boolean isSemaphore(String function) {
        return function.startsWith("sync.runtime_") || function.startsWith("runtime.semacquire1");
    }

    private static int field(List<Goroutine.Frame> inner, GoroutineLock.SyncKind kind) {
        return switch (kind) {
            case MUTEX -> MUTEX_FIELD;
            case RWMUTEX, RWMUTEX_READERS -> LockWait.isInMutex(inner) ? MUTEX_FIELD : sideField(inner);
            case CONDITION -> CONDITION_FIELD;
            case WAIT_GROUP, SEMAPHORE, CHANNEL -> 0;
        };
    }

    private static int sideField(List<Goroutine.Frame> inner) {
        return LockWait.has(inner, READER) ? READERS_FIELD : WRITER_FIELD;
    }

    /**
     * The receiver of one of the methods, else what the runtime was given, less its place in the lock; 0 where neither is printed.
     *
     * @param arguments of a frame by its number, from the innermost on
     */
    public long address(IntFunction<String> arguments) {
        for (int frame : given) {
            long found = Pointers.first(arguments.apply(frame), false);
            if (found != 0) {
                return found;
            }
        }
        for (int frame : semaphores) {
            long found = Pointers.first(arguments.apply(frame), true);
            if (found != 0) {
                return found - field;
            }
        }
        return 0;
    }
}
