package io.nodethaw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.socket.SystemCalls;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * The script that started this program and waits for it, in the packaged image (node/src/build/launcher). It must tell our exit
 * codes from those of a Java that could not start, so ours are marked; and this program ends when the script is killed.
 */
final class OurLauncher {
    /** The system property for the launcher's pid as {@code /proc} tells it, which may be that of another pid namespace. */
    static final String PROPERTY = "nodethaw.launcher";

    private static final Integer PID = Integer.getInteger(PROPERTY);

    /**
     * Added to our exit codes, and subtracted by the launcher. A Java that cannot start exits with 1, one ended by a signal
     * with more than 128.
     */
    private static final int OURS = 100;

    private static final int PR_SET_PDEATHSIG = 1; // include/uapi/linux/prctl.h
    private static final int SIGKILL = 9;

    private OurLauncher() {}

    /** The exit code as the launcher expects it; unchanged when there is no launcher. */
    static int told(int code) {
        return PID == null ? code : code + OURS;
    }

    /** False when the launcher has already ended, so that nobody waits for a result. */
    static boolean isThere() {
        try {
            return PID == null || PID.equals(parent(ownStat()));
        } catch (IOException e) {
            return true; // no /proc
        }
    }

    /** Read as a stream, because no verb needs the classes of channels to start. */
    private static String ownStat() throws IOException {
        try (var file = new FileInputStream("/proc/self/stat")) {
            return new String(file.readAllBytes(), ISO_8859_1);
        }
    }

    private static Integer parent(String stat) {
        int comm = stat.lastIndexOf(')'); // "PID (COMM) STATE PARENT ...", man 5 proc_pid_stat
        return Integer.valueOf(stat.substring(comm + 2).split(" ", 3)[1]);
    }

    /**
     * From now on, ends this program when the launcher is killed. Verbs that only read files do not call this: they end soon
     * anyway.
     */
    static void followToTheEnd() {
        if (PID != null) {
            Thread.ofPlatform().daemon().name("launcher").start(OurLauncher::follow);
        }
    }

    /**
     * Runs in its own thread, because the first system call takes a while; the kernel forgets the request when that thread
     * ends.
     */
    private static void follow() {
        var kernel = new SystemCalls();
        try {
            kernel.call(SystemCalls.Name.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0);
            if (!isThere()) { // it was killed before we asked
                kernel.call(SystemCalls.Name.KILL, ProcessHandle.current().pid(), SIGKILL, 0);
            }
        } catch (NotAskedException e) {
            return; // then this program goes on a little longer than the launcher, and ends by itself
        }
        while (true) {
            LockSupport.park();
        }
    }
}
