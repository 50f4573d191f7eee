package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/PID/task/TID/syscall}; instance is "pid/tid".
 *
 * @param number system call number of the architecture; empty while it runs, -1 when blocked outside a system call
 * @param arguments the six argument registers, unsigned
 */
public record SystemCall(int pid, int tid, Optional<Long> number, List<Long> arguments) {
    public static final FactType<SystemCall> TYPE = new FactType<>("syscall", SystemCall.class);

    public SystemCall {
        arguments = List.copyOf(arguments);
    }

    /** The key of a thread. */
    public static Key key(int pid, int tid) {
        return TYPE.key(pid + "/" + tid);
    }
}
