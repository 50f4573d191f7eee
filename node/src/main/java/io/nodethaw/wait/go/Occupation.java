package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a goroutine is doing, by its state and frames, for a person who looks at many.
 *
 * @param kind whether others have to do something before it goes on
 * @param what it waits for: "the answer to Kill (ttrpc)"; empty where its state says it all
 * @param function the function that made the call or waits; empty without frames
 */
public record Occupation(OccupationKind kind, String what, String function) {
    /** What a goroutine may be doing, the most telling first. */
    public enum OccupationKind {
        /** Waits for the answer to a remote call. */
        CALL,
        /** Is in a system call. */
        SYSTEM_CALL,
        /** Waits until somebody reads what it writes. */
        WRITE,
        /** Waits for the end of a child. */
        CHILD,
        /** Waits for a lock that others have. */
        LOCK,
        /** None of these. */
        OTHER,
        /** Waits for work, or for something that lasts as long as a container does. */
        IDLE;

        /** True when others have to do something; false for a lock, whose holder is reported separately. */
        public boolean isOutstanding() {
            return compareTo(LOCK) < 0;
        }
    }

    /** Packages whose functions only wait on behalf of their callers: the caller tells what the goroutine is doing. */
    private static final List<String> BELOW = List.of(
            "runtime.",
            "runtime/",
            "internal/runtime/",
            "sync.",
            "internal/sync.",
            "internal/poll.",
            "syscall.",
            "golang.org/x/sys/unix.",
            "net.",
            "time.Sleep");

    private static final Set<String> WRITES = Set.of(
            "internal/poll.(*FD).Write",
            "internal/poll.(*FD).Writev",
            "internal/poll.(*FD).WriteTo",
            "internal/poll.(*FD).WriteMsg",
            "internal/poll.(*FD).Pwrite",
            "net.(*netFD).Write",
            "net.(*conn).Write");

    private static final List<String> SYSTEM_CALLS =
            List.of("syscall.", "golang.org/x/sys/unix.", "vendor/golang.org/x/sys/unix.");

    /** Functions that pass on any system call, so that their name tells nothing. */
    private static final Set<String> ANY_SYSTEM_CALL = Set.of(
            "Syscall", "Syscall6", "Syscall9", "RawSyscall", "RawSyscall6", "rawSyscallNoError", "SyscallNoError");

    private static final String CONNECT = "net.(*netFD).connect";

    /** What this goroutine is doing. */
    public static Occupation of(Goroutine goroutine) {
        var function = title(goroutine.frames());
        if (IdleFrames.has(goroutine)) {
            return new Occupation(OccupationKind.IDLE, "", function);
        }
        return call(goroutine)
                .or(() -> bus(goroutine))
                .or(() -> child(goroutine))
                .or(() -> write(goroutine))
                .or(() -> systemCall(goroutine))
                .or(() -> lock(goroutine))
                .orElseGet(() -> {
                    boolean idle = IdleFrames.isMain(goroutine)
                            || KnownFrames.listens(goroutine)
                            || KnownFrames.servesEndless(goroutine)
                            || Activity.of(goroutine) == Activity.IDLE;
                    return new Occupation(idle ? OccupationKind.IDLE : OccupationKind.OTHER, "", function);
                });
    }

    /**
     * The function that tells what it is doing: the innermost one that belongs neither to the runtime nor to the packages that
     * only wait.
     */
    public static String title(List<Frame> frames) {
        return frames.stream()
                .map(Frame::function)
                .filter(function -> BELOW.stream().noneMatch(function::startsWith))
                .findFirst()
                .orElse(frames.isEmpty() ? "" : frames.getFirst().function());
    }

    /** A call that lasts as long as a container does counts as idle. */
    private static Optional<Occupation> call(Goroutine goroutine) {
        if (!KnownFrames.isCalling(goroutine)) {
            return connects(goroutine);
        }
        for (var protocol : KnownFrames.protocols()) {
            int call = KnownFrames.last(goroutine, protocol.calls());
            if (call >= 0) {
                var method = KnownFrames.method(goroutine, protocol);
                boolean idle = method.filter(KnownFrames::isEndless).isPresent();
                return Optional.of(new Occupation(
                        idle ? OccupationKind.IDLE : OccupationKind.CALL,
                        "the answer to " + method.orElse("a call") + " (" + protocol.name() + ")",
                        KnownFrames.caller(goroutine, protocol)));
            }
        }
        return connects(goroutine);
    }

    private static Optional<Occupation> connects(Goroutine goroutine) {
        return goroutine.frames().stream().anyMatch(frame -> frame.function().equals(CONNECT))
                ? Optional.of(new Occupation(OccupationKind.CALL, "a connection", title(goroutine.frames())))
                : Optional.empty();
    }

    private static Optional<Occupation> bus(Goroutine goroutine) {
        if (!KnownFrames.callsBus(goroutine)) {
            return KnownFrames.needsJob(goroutine) && isParked(goroutine)
                    ? Optional.of(new Occupation(
                            OccupationKind.CALL, "the end of a job of systemd", title(goroutine.frames())))
                    : Optional.empty();
        }
        var method = KnownFrames.busMethod(goroutine)
                .map(KnownFrames::shortName)
                .or(() -> KnownFrames.systemdMethod(goroutine))
                .orElse("a call");
        var function = KnownFrames.busCaller(goroutine).orElseGet(() -> title(goroutine.frames()));
        return Optional.of(new Occupation(OccupationKind.CALL, "the answer to " + method + " (D-Bus)", function));
    }

    private static boolean isParked(Goroutine goroutine) {
        return goroutine.state().startsWith("select") || goroutine.state().startsWith("chan receive");
    }

    private static Optional<Occupation> child(Goroutine goroutine) {
        return KnownFrames.waitsForChild(goroutine)
                ? Optional.of(new Occupation(
                        OccupationKind.CHILD, "the end of a child", KnownFrames.afterChildWait(goroutine)))
                : Optional.empty();
    }

    private static Optional<Occupation> write(Goroutine goroutine) {
        boolean waits = goroutine.state().equals("IO wait");
        return waits && goroutine.frames().stream().anyMatch(frame -> WRITES.contains(frame.function()))
                ? Optional.of(
                        new Occupation(OccupationKind.WRITE, "a reader of what it writes", title(goroutine.frames())))
                : Optional.empty();
    }

    private static Optional<Occupation> systemCall(Goroutine goroutine) {
        if (!goroutine.state().startsWith("syscall")) {
            return Optional.empty();
        }
        var name = goroutine.frames().stream()
                .map(Frame::function)
                .takeWhile(function -> BELOW.stream().anyMatch(function::startsWith))
                .filter(function -> SYSTEM_CALLS.stream().anyMatch(function::startsWith))
                .map(KnownFrames::shortName)
                .filter(call -> !ANY_SYSTEM_CALL.contains(call))
                .findFirst()
                .map(call -> call.toLowerCase(Locale.ROOT));
        var kind = name.filter(call -> call.startsWith("write") || call.startsWith("send"))
                        .isPresent()
                ? OccupationKind.WRITE
                : OccupationKind.SYSTEM_CALL;
        return Optional.of(new Occupation(
                kind,
                name.map(call -> "the system call " + call)
                        .orElseGet(() -> callsC(goroutine) ? "C code" : "a system call"),
                title(goroutine.frames())));
    }

    private static boolean callsC(Goroutine goroutine) {
        return goroutine.frames().stream().anyMatch(frame -> frame.function().equals("runtime.cgocall"));
    }

    private static Optional<Occupation> lock(Goroutine goroutine) {
        return LockWait.of(goroutine)
                .map(LockWait::kind)
                .or(() -> LockWait.withoutAddress(goroutine))
                .filter(GoroutineLock.SyncKind::isExclusive)
                .map(kind -> new Occupation(OccupationKind.LOCK, "a " + kind.words(), title(goroutine.frames())));
    }
}
