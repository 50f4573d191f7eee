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

    /** Offset, in the lock, of the field whose address the runtime is given; the same since Go 1.5 (package sync). */
    private static final Map<GoroutineLock.SyncKind, Integer> FIELD =
            Map.of(GoroutineLock.SyncKind.MUTEX, 4, GoroutineLock.SyncKind.CONDITION, 16);

    private static final String READER = "sync.(*RWMutex).RLock";
    private static final String WRITER = "sync.(*RWMutex).Lock";

    private static final int READERS_FIELD = 12;
    private static final int WRITER_FIELD = 8;

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
        long address = address(inner, kind);
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
        boolean behind =
                inner.stream().anyMatch(frame -> METHODS.get(frame.function()) == GoroutineLock.SyncKind.MUTEX);
        return behind ? GoroutineLock.SyncKind.RWMUTEX : GoroutineLock.SyncKind.RWMUTEX_READERS;
    }

    private static boolean isChannel(Goroutine.Frame frame) {
        return CHANNEL.contains(frame.function());
    }

    private static boolean has(List<Goroutine.Frame> frames, String function) {
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

    /**
     * Address of the lock: the receiver of one of the methods, otherwise what the runtime was given less the offset of that
     * field.
     */
    private static long address(List<Goroutine.Frame> inner, GoroutineLock.SyncKind kind) {
        long found = 0;
        for (int i = 0; i < inner.size() && found == 0; i++) {
            var frame = inner.get(i);
            found = METHODS.containsKey(frame.function()) || isChannel(frame) ? Pointers.first(frame, false) : 0;
        }
        for (int i = 0; i < inner.size() && found == 0; i++) {
            long field = isSemaphore(inner.get(i).function()) ? Pointers.first(inner.get(i), true) : 0;
            found = field == 0 ? 0 : field - place(inner, kind);
        }
        return found;
    }

    /** True for a function whose argument is the semaphore itself; the runtime's own is shown only with GOTRACEBACK=system. */
    private static boolean isSemaphore(String function) {
        return function.startsWith("sync.runtime_") || function.startsWith("runtime.semacquire1");
    }

    private static int place(List<Goroutine.Frame> inner, GoroutineLock.SyncKind kind) {
        int ofLock = has(inner, READER) ? READERS_FIELD : WRITER_FIELD;
        return kind == GoroutineLock.SyncKind.RWMUTEX ? ofLock : FIELD.getOrDefault(kind, 0);
    }

    private static int callers(Goroutine goroutine) {
        int count = 0;
        for (var frame : goroutine.frames()) {
            if (!frame.function().startsWith("sync.")
                    && !frame.function().startsWith("internal/sync.")
                    && !frame.function().startsWith("runtime.")) {
                break;
            }
            count++;
        }
        return count;
    }
}
