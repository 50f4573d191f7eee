package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lock or channel that one goroutine waits for: from memory when that was read, otherwise from the frames of package sync
 * on its stack.
 *
 * @param callers how many frames, from the innermost on, belong to the wait itself
 */
record LockWait(Goroutine goroutine, GoroutineLock.SyncKind kind, List<Long> addresses, int callers) {
    /** Methods whose receiver is the lock they wait for, in every package that has ever had them. */
    private static final Map<String, GoroutineLock.SyncKind> METHODS = Map.of(
            "sync.(*Mutex).lockSlow", GoroutineLock.SyncKind.MUTEX,
            "sync.(*Mutex).Lock", GoroutineLock.SyncKind.MUTEX,
            "internal/sync.(*Mutex).lockSlow", GoroutineLock.SyncKind.MUTEX,
            "internal/sync.(*Mutex).Lock", GoroutineLock.SyncKind.MUTEX,
            "sync.(*RWMutex).RLock", GoroutineLock.SyncKind.RWMUTEX,
            "sync.(*RWMutex).Lock", GoroutineLock.SyncKind.RWMUTEX,
            "sync.(*WaitGroup).Wait", GoroutineLock.SyncKind.WAIT_GROUP,
            "sync.(*Cond).Wait", GoroutineLock.SyncKind.CONDITION);

    private static final String WRITER = "sync.(*RWMutex).Lock";

    /** Runtime functions of channels, which are shown only in crashes with GOTRACEBACK=system. */
    private static final List<String> CHANNEL = List.of(
            "runtime.chanrecv", "runtime.chanrecv1", "runtime.chanrecv2", "runtime.chansend", "runtime.chansend1");

    LockWait {
        addresses = List.copyOf(addresses);
    }

    /** The wait of a goroutine; empty unless it waits for a lock or channel whose address can be told. */
    static Optional<LockWait> of(Goroutine goroutine) {
        return goroutine
                .blocked()
                .flatMap(blocked -> fromMemory(goroutine, blocked))
                .or(() -> fromFrames(goroutine));
    }

    /** The kind of lock it waits for, when only that is known: inlined calls are printed without their arguments. */
    static Optional<GoroutineLock.SyncKind> withoutAddress(Goroutine goroutine) {
        return waits(goroutine.state())
                ? goroutine.frames().subList(0, callers(goroutine)).stream()
                        .flatMap(frame -> Optional.ofNullable(METHODS.get(frame.function())).stream())
                        .reduce(LockWait::within)
                : Optional.empty();
    }

    /** True when whoever has it keeps this one waiting. */
    boolean isExclusive() {
        return kind.isExclusive();
    }

    /** True for an address within what it waits for: that of the lock itself, or of a field of the lock. */
    boolean covers(long pointer) {
        return addresses.stream().anyMatch(lock -> pointer >= lock && pointer < lock + kind.bytes());
    }

    /** The frames of the functions that wanted the lock. */
    List<Goroutine.Frame> above() {
        return goroutine.frames().subList(callers, goroutine.frames().size());
    }

    /** The function that wants the lock; empty where it is not known. */
    String name() {
        return callers < goroutine.frames().size()
                ? goroutine.frames().get(callers).function()
                : "";
    }

    /** The function that wants the lock, without its package. */
    Optional<String> caller() {
        return callers < goroutine.frames().size()
                ? Optional.of(
                        KnownFrames.shortName(goroutine.frames().get(callers).function()))
                : Optional.empty();
    }

    /** Where the address is printed in the frames of those that wait in the same frames as this one. */
    LockPlace place() {
        return LockPlace.of(goroutine.frames().subList(0, callers), kind);
    }

    /** True where it takes the lock of a condition again, which it had released to wait. */
    boolean isBehindCondition() {
        return has(goroutine.frames().subList(0, callers), ConditionWaits.WAIT);
    }

    /** True where it waits for another one to have run the function of a sync.Once. */
    boolean isForOnce() {
        return has(goroutine.frames().subList(0, callers), OnceRunner.FUNCTION);
    }

    private static Optional<LockWait> fromMemory(Goroutine goroutine, Goroutine.Blocked blocked) {
        return switch (blocked) {
            case Goroutine.Blocked.OnLock(long address, var kind, int _) ->
                Optional.of(new LockWait(goroutine, kind(goroutine, kind), List.of(address), callers(goroutine)));
            case Goroutine.Blocked.OnChannels(var channels) ->
                Optional.of(new LockWait(
                        goroutine,
                        GoroutineLock.SyncKind.CHANNEL,
                        channels.stream().map(Goroutine.Channel::address).toList(),
                        callers(goroutine)));
            case Goroutine.Blocked.OnDescriptor _, Goroutine.Blocked.InCall _, Goroutine.Blocked.Sleeping _ ->
                Optional.empty();
        };
    }

    private static GoroutineLock.SyncKind kind(Goroutine goroutine, Goroutine.Lock lock) {
        return switch (lock) {
            case MUTEX -> GoroutineLock.SyncKind.MUTEX;
            case RWMUTEX_READ -> GoroutineLock.SyncKind.RWMUTEX;
            case RWMUTEX_WRITE -> writer(goroutine.frames().subList(0, callers(goroutine)));
            case WAIT_GROUP -> GoroutineLock.SyncKind.WAIT_GROUP;
            case CONDITION -> GoroutineLock.SyncKind.CONDITION;
            case SEMAPHORE -> GoroutineLock.SyncKind.SEMAPHORE;
        };
    }

    private static Optional<LockWait> fromFrames(Goroutine goroutine) {
        if (!waits(goroutine.state())) {
            return Optional.empty();
        }
        int callers = callers(goroutine);
        var inner = goroutine.frames().subList(0, callers);
        var kind = inner.stream()
                .map(frame -> METHODS.get(frame.function()))
                .filter(found -> found != null)
                .reduce(GoroutineLock.SyncKind.SEMAPHORE, LockWait::within);
        if (kind == GoroutineLock.SyncKind.SEMAPHORE && inner.stream().anyMatch(LockWait::isChannel)) {
            kind = GoroutineLock.SyncKind.CHANNEL;
        }
        if (isWoken(goroutine.state()) && !kind.isExclusive()) {
            return Optional.empty(); // it already has what it waited for
        }
        long address =
                LockPlace.of(inner, kind).address(frame -> inner.get(frame).arguments());
        var side = kind == GoroutineLock.SyncKind.RWMUTEX && has(inner, WRITER) ? writer(inner) : kind;
        return address == 0 ? Optional.empty() : Optional.of(new LockWait(goroutine, side, List.of(address), callers));
    }

    /**
     * When locks are nested, the outer one is what is waited for. The exception is a condition, which takes its lock again
     * after it was signalled.
     */
    private static GoroutineLock.SyncKind within(GoroutineLock.SyncKind inner, GoroutineLock.SyncKind outer) {
        return outer == GoroutineLock.SyncKind.CONDITION && inner.isExclusive() ? inner : outer;
    }

    /**
     * A writer first takes the inner mutex of the RWMutex, behind other writers; then it waits for the readers
     * (sync/rwmutex.go).
     */
    private static GoroutineLock.SyncKind writer(List<Goroutine.Frame> inner) {
        return isInMutex(inner) ? GoroutineLock.SyncKind.RWMUTEX : GoroutineLock.SyncKind.RWMUTEX_READERS;
    }

    /** True where it is a mutex that the runtime's side is given, that of an RWMutex too. */
    static boolean isInMutex(List<Goroutine.Frame> inner) {
        return inner.stream().anyMatch(frame -> METHODS.get(frame.function()) == GoroutineLock.SyncKind.MUTEX);
    }

    /** True for a function whose first argument is what is waited for: within a condition's, which takes its lock again, that lock. */
    static boolean isGiven(Goroutine.Frame frame, GoroutineLock.SyncKind kind) {
        var of = METHODS.get(frame.function());
        return of == null ? isChannel(frame) : of != GoroutineLock.SyncKind.CONDITION || of == kind;
    }

    private static boolean isChannel(Goroutine.Frame frame) {
        return CHANNEL.contains(frame.function());
    }

    static boolean has(List<Goroutine.Frame> frames, String function) {
        return frames.stream().anyMatch(frame -> frame.function().equals(function));
    }

    private static boolean waits(String state) {
        return state.startsWith("semacquire")
                || state.startsWith("sync.")
                || state.startsWith("chan ")
                || isWoken(state);
    }

    /** True when it was woken. It still has to get the lock, and another may be faster (sync/mutex.go, lockSlow). */
    private static boolean isWoken(String state) {
        return state.startsWith("runnable");
    }

    private static int callers(Goroutine goroutine) {
        int count = 0;
        for (var frame : goroutine.frames()) {
            if (!LockFrames.isOfSync(frame.function()) && !frame.function().startsWith("runtime.")) {
                break;
            }
            count++;
        }
        return count;
    }
}
