package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/PID/task/TID/syscall} as the kernel prints it; the instance is "pid/tid". A {@link SystemCall} is derived from
 * it; older evidence holds this instead.
 *
 * @param number system call number of the architecture; empty while the thread runs, -1 when it is blocked outside a system
 *     call
 * @param arguments the six argument registers, unsigned
 */
public record CallRegisters(int pid, int tid, Optional<Long> number, List<Long> arguments) {
    /** Only read from older files: nobody asks for it any more. */
    static final FactType<CallRegisters> TYPE = FactType.ofProcess("syscall", CallRegisters.class);

    private static final int ARGUMENTS = 6;

    /** P_PID and P_PIDFD of include/uapi/linux/wait.h. */
    private static final int PID = 1;

    private static final int PIDFD = 3;

    public CallRegisters {
        arguments = List.copyOf(arguments);
    }

    /**
     * The call that the registers mean.
     *
     * @param architecture as uname prints it, because numbers differ between architectures
     */
    public SystemCall call(String architecture) {
        var known = number.flatMap(read -> KnownCall.of(architecture, read)).filter(_ -> arguments.size() == ARGUMENTS);
        if (known.isPresent()) {
            return call(known.get());
        }
        var name = number.filter(read -> read >= 0).map(read -> "system call " + read);
        return new SystemCall(pid, tid, name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private SystemCall call(KnownCall call) {
        return new SystemCall(
                pid, tid, Optional.of(call.text()), fd(call), Optional.empty(), pointer(call), child(call));
    }

    private Optional<Integer> fd(KnownCall call) {
        return switch (call.use()) {
            case DESCRIPTOR, CONNECT, FILE, LOCK, EPOLL -> Optional.of(argument(0));
            case PATH_AT -> Optional.of(argument(0)).filter(folder -> folder >= 0); // a negative number is AT_FDCWD
            case CHILD -> Optional.of(argument(1)).filter(_ -> call == KnownCall.WAITID && argument(0) == PIDFD);
            case PATH, POLL, OTHER -> Optional.empty();
        };
    }

    private Optional<SystemCall.Pointer> pointer(KnownCall call) {
        return switch (call.use()) {
            case PATH -> Optional.of(new SystemCall.Pointer(arguments.get(0), 0));
            case PATH_AT -> Optional.of(new SystemCall.Pointer(arguments.get(1), 0));
            case CONNECT -> Optional.of(new SystemCall.Pointer(arguments.get(1), argument(2)));
            case DESCRIPTOR, FILE, LOCK, CHILD, POLL, EPOLL, OTHER -> Optional.empty();
        };
    }

    private Optional<Integer> child(KnownCall call) {
        return switch (call) {
            case WAIT4 -> Optional.of(argument(0)).filter(pid -> pid > 0);
            case WAITID -> Optional.of(argument(1)).filter(_ -> argument(0) == PID);
            default -> Optional.empty();
        };
    }

    /** An argument as the kernel takes an int: the low 32 bits, signed. */
    private int argument(int index) {
        return (int) (long) arguments.get(index);
    }
}
