package io.nodethaw.format.goroutines;

import io.nodethaw.evidence.Goroutine;
import java.util.List;

/**
 * What a goroutine waits in, for texts that show its functions and not its state: a profile, frames that somebody has copied. The
 * innermost function tells it as far as it is known (runtime/runtime2.go, waitReasonStrings).
 */
final class Waiting {
    /** Printed in brackets where a text does not tell the state. */
    static final String UNTOLD = "state not told";

    private record Known(String function, String state) {}

    private static final List<Known> KNOWN = List.of(
            new Known("runtime.selectgo", "select"),
            new Known("runtime.chanrecv", "chan receive"),
            new Known("runtime.chansend", "chan send"),
            new Known("sync.runtime_SemacquireRWMutexR", "sync.RWMutex.RLock"),
            new Known("sync.runtime_SemacquireRWMutex", "sync.RWMutex.Lock"),
            new Known("sync.runtime_Semacquire", "semacquire"),
            new Known("internal/sync.runtime_Semacquire", "semacquire"),
            new Known("runtime.semacquire", "semacquire"),
            // where somebody has cut off what they call: without a wait they take no time
            new Known("sync.(*Mutex).Lock", "semacquire"),
            new Known("sync.(*Mutex).lockSlow", "semacquire"),
            new Known("internal/sync.(*Mutex).lockSlow", "semacquire"),
            new Known("sync.(*RWMutex).RLock", "sync.RWMutex.RLock"),
            new Known("sync.(*RWMutex).Lock", "sync.RWMutex.Lock"),
            new Known("sync.(*WaitGroup).Wait", "semacquire"),
            new Known("sync.runtime_notifyListWait", "sync.Cond.Wait"),
            new Known("internal/poll.runtime_pollWait", "IO wait"),
            new Known("net.runtime_pollWait", "IO wait"),
            new Known("time.Sleep", "sleep"),
            new Known("syscall.", "syscall"),
            new Known("internal/runtime/syscall.", "syscall"),
            new Known("runtime/internal/syscall.", "syscall"),
            new Known("golang.org/x/sys/unix.", "syscall"),
            new Known("runtime.notetsleepg", "syscall"),
            new Known("runtime.cgocall", "syscall"));

    private Waiting() {}

    /** The state that the frames show, innermost first. */
    static String of(List<Goroutine.Frame> frames) {
        for (var frame : frames) {
            for (var known : KNOWN) {
                if (frame.function().startsWith(known.function())) {
                    return known.state();
                }
            }
            if (!frame.function().startsWith("runtime.")) {
                return UNTOLD;
            }
        }
        return UNTOLD;
    }
}
