package io.nodethaw.collect.socket;

import static io.nodethaw.collect.socket.SystemCalls.Name.CLOSE;
import static io.nodethaw.collect.socket.SystemCalls.Name.PIDFD_OPEN;
import static io.nodethaw.collect.socket.SystemCalls.Name.PIDFD_SEND_SIGNAL;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.proc.Proc;
import java.io.IOException;

/**
 * Sends signals to a process known by pid and start time, never to another process that got the same pid. With a pidfd (Linux
 * 5.3) there is no gap between check and signal; on older kernels the start time is checked right before kill(2).
 */
public final class Signals {
    /** SIGKILL, as all signals here by its number on x86-64 and arm64 (signal(7)). */
    public static final int KILL = 9;

    /** SIGTERM. */
    public static final int TERM = 15;

    /** SIGCONT. */
    public static final int CONT = 18;

    /** SIGSTOP. */
    public static final int STOP = 19;

    private final Proc proc;

    /** @param host whose /proc tells start times */
    public Signals(Host host) {
        this.proc = new Proc(host);
    }

    /**
     * Sends one signal.
     *
     * @param startTicks start time of that process, in clock ticks after boot
     * @param signal its number (signal(7)); 0 only checks that one could be sent
     * @throws NotAskedException when that process is gone, or we may not signal it
     */
    public void send(int pid, long startTicks, int signal) throws IOException {
        if (pid <= 0) { // kill(2) gives 0 and negative numbers another meaning: groups
            throw new IllegalArgumentException("no pid: " + pid);
        }
        var kernel = new SystemCalls();
        long pidfd = kernel.call(PIDFD_OPEN, pid, 0, 0);
        if (pidfd == -Errno.ENOSYS
                || pidfd == -Errno.EPERM) { // EPERM: an old seccomp profile that does not know the call
            check(pid, startTicks);
            conclude(pid, kernel.call(SystemCalls.Name.KILL, pid, signal, 0));
            return;
        }
        conclude(pid, pidfd);
        try {
            check(pid, startTicks);
            conclude(pid, kernel.call(PIDFD_SEND_SIGNAL, pidfd, signal, 0));
        } finally {
            long _ = kernel.call(CLOSE, pidfd, 0, 0);
        }
    }

    private void check(int pid, long startTicks) throws IOException {
        long now = proc.process(pid).startTicks().orElse(-1L);
        if (now != startTicks || startTicks < 0) {
            throw new NotAskedException(
                    "pid " + pid + " is another process now, started at tick " + now + ", not " + startTicks);
        }
    }

    private static void conclude(int pid, long result) throws IOException {
        if (result == -Errno.ESRCH) {
            throw new NotAskedException("no process " + pid);
        }
        if (result < 0) {
            throw RawSocket.failure("signal to " + pid, result);
        }
    }
}
