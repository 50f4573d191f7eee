package io.nodethaw.wait.go;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.PerFunction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a goroutine is at, when nothing is known but its frames: how likely it is that others wait for it. */
enum Activity {
    /** Waits for an answer from elsewhere: a call, a child, the kernel. */
    CALLS,
    /** Serves a request. */
    SERVES,
    /** Neither; or it cannot be told. */
    OTHER,
    /** Waits for work: a loop of an object that has nothing to do. */
    IDLE;

    /** States of those that may wait for work. */
    private static final List<String> LOOPS = List.of("chan receive", "select", "sleep", "IO wait", "sync.Cond.Wait");

    /** Where they wait for the next connection, request, signal or moment (net, net/http, os/signal, k8s.io/apimachinery). */
    private static final FunctionNames IDLE_FRAMES = FunctionNames.of(
            "net.(*TCPListener).Accept",
            "net.(*UnixListener).Accept",
            "net/http.(*conn).readRequest",
            "net/http.(*connReader).backgroundRead",
            "os/signal.signal_recv",
            "k8s.io/apimachinery/pkg/util/wait.BackoffUntil",
            "k8s.io/apimachinery/pkg/util/wait.JitterUntil",
            "*workqueue.(*Type).Get");

    /** What the compiler calls functions without a name, and those it makes for a go statement (cmd/compile, closureName). */
    private static final Pattern NAMELESS =
            Pattern.compile(".*\\.(func|gowrap)[0-9.]+(func[0-9.]+)*(\\[\\.\\.\\.])?|.*·dwrap·\\d+");

    /** Functions that others are called by and that wait for nothing of their own. */
    private static final Set<String> BELOW = Set.of("sync.", "internal/sync.", "runtime.", "internal/poll.", "time.");

    private static final PerFunction<Optional<String>> OWNERS = new PerFunction<>(Activity::owner);

    static Activity of(Goroutine goroutine) {
        if (KnownFrames.has(goroutine, IDLE_FRAMES)) {
            return IDLE;
        }
        if (calls(goroutine)) {
            return CALLS;
        }
        if (serves(goroutine)) {
            return SERVES;
        }
        return isLoop(goroutine) ? IDLE : OTHER;
    }

    private static boolean calls(Goroutine goroutine) {
        return goroutine.state().startsWith("syscall")
                || KnownFrames.protocols().stream().anyMatch(protocol -> KnownFrames.has(goroutine, protocol.calls()))
                || KnownFrames.callsBus(goroutine)
                || KnownFrames.waitsForChild(goroutine);
    }

    private static boolean serves(Goroutine goroutine) {
        return KnownFrames.protocols().stream().map(Protocol::handlers).anyMatch(it -> KnownFrames.has(goroutine, it));
    }

    /** It waits in methods of one type alone, that it was started with, be that by a function without a name. */
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

    /** What a function is a method of: "daemon.(*Daemon)", or "" for none; nothing for one that is not the goroutine's own. */
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
