package io.nodethaw;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.socket.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The script that started us and waits for us, in the packaged program (node/src/build/launcher). It takes the exit codes of
 * a Java that could not start for what they are, so ours are told apart from those; and we end when it is killed.
 */
final class OurLauncher {
    /** The launcher's pid as {@code /proc} tells it, which may be that of another pid namespace. */
    private static final Integer PID = Integer.getInteger("nodethaw.launcher");

    /** What the launcher takes off again; a Java that cannot start ends with 1, a signal with more than 128. */
    private static final int OURS = 100;

    private static final int PR_SET_PDEATHSIG = 1; // include/uapi/linux/prctl.h
    private static final int SIGKILL = 9;

    private OurLauncher() {}

    /** The exit code as the launcher expects it; unchanged where there is none. */
    static int told(int code) {
        return PID == null ? code : code + OURS;
    }

    /** False when it has ended already: whoever started it waits for nobody any more. */
    static boolean isThere() {
        try {
            return PID == null || PID.equals(parent(Files.readString(Path.of("/proc/self/stat"))));
        } catch (IOException e) {
            return true; // no /proc
        }
    }

    private static Integer parent(String stat) {
        int comm = stat.lastIndexOf(')'); // "PID (COMM) STATE PARENT ...", man 5 proc_pid_stat
        return Integer.valueOf(stat.substring(comm + 2).split(" ", 3)[1]);
    }

    /** Ends us from now on when it is killed, as if it were us. Who only reads files ends soon by himself. */
    static void followToTheEnd() {
        if (PID != null) {
            Thread.ofPlatform().daemon().name("launcher").start(OurLauncher::follow);
        }
    }

    /** In a thread of its own, as the first system call takes a while; the kernel keeps the wish as long as the thread lives. */
    private static void follow() {
        var kernel = new SystemCalls();
        try {
            kernel.call(SystemCalls.Name.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0);
            if (!isThere()) { // it was killed before we asked
                kernel.call(SystemCalls.Name.KILL, ProcessHandle.current().pid(), SIGKILL, 0);
            }
        } catch (NotAskedException e) {
            return; // then we go on a little longer than it, and end by ourselves
        }
        while (true) {
            LockSupport.park();
        }
    }
}
