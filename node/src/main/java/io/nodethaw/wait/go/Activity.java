package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.PerFunction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a goroutine is doing, judged by its frames alone: how likely it is that others wait for it. */
enum Activity {
    /** Waits for an answer from elsewhere: a call, a child, the kernel. */
    CALLS,
    /** Serves a request. */
    SERVES,
    /** Neither; or it cannot be told. */
    OTHER,
    /** Waits for work: the loop of an object that has nothing to do. */
    IDLE;

    /** States of those that may wait for work. */
    private static final List<String> LOOPS = List.of("chan receive", "select", "sleep", "IO wait", "sync.Cond.Wait");

    /**
     * The names that the compiler gives to functions without a name and to those it makes for a go statement (cmd/compile,
     * closureName).
     */
    private static final Pattern NAMELESS =
            Pattern.compile(".*\\.(func|gowrap)[0-9.]+(func[0-9.]+)*+(\\[\\.\\.\\.])?|.*·dwrap·\\d+");

    /** Packages whose functions wait only on behalf of their callers. */
    private static final Set<String> BELOW = Set.of("sync.", "internal/sync.", "runtime.", "internal/poll.", "time.");

    private static final PerFunction<Optional<String>> OWNERS = new PerFunction<>(Activity::owner);

    static Activity of(Goroutine goroutine) {
        if (IdleFrames.waitsForNext(goroutine)) {
            return IDLE;
        }
        if (calls(goroutine)) {
            return CALLS;
        }
        if (KnownFrames.isServing(goroutine)) {
            return SERVES;
        }
        return isLoop(goroutine) ? IDLE : OTHER;
    }

    private static boolean calls(Goroutine goroutine) {
        return goroutine.state().startsWith("syscall")
                || KnownFrames.isCalling(goroutine)
                || KnownFrames.callsBus(goroutine)
                || KnownFrames.waitsForChild(goroutine);
    }

    /**
     * True when all its own functions are methods of one type, of which it was also started, possibly by a function without a
     * name.
     */
    private static boolean isLoop(Goroutine goroutine) {
        if (LOOPS.stream().noneMatch(goroutine.state()::startsWith)) {
            return false;
        }
        var one = "";
        for (var frame : goroutine.frames()) {
            var owner = OWNERS.of(frame.function());
            if (owner.isPresent()) {
                if (owner.get().isEmpty() || !one.isEmpty() && !one.equals(owner.get())) {
                    return false;
                }
                one = owner.get();
            }
        }
        return !one.isEmpty();
    }

    /**
     * The type that a function is a method of: "daemon.(*Daemon)", or "" for a plain function; empty for a function that is not
     * the goroutine's own.
     */
    private static Optional<String> owner(String function) {
        if (BELOW.stream().anyMatch(function::startsWith)
                || NAMELESS.matcher(function).matches()) {
            return Optional.empty();
        }
        int end = function.lastIndexOf(").");
        return Optional.of(function.contains(".(*") && end > 0 ? function.substring(0, end) : "");
    }

    /** True when others may well wait for it. */
    boolean isWork() {
        return this == CALLS || this == SERVES;
    }
}
