package io.nodethaw.evidence;

import java.util.Optional;

/**
 * What a thread waits in, whoever tells it: the kernel by its registers, or a text by names; instance is "pid/tid".
 *
 * @param call its name as in the manual; empty while the thread runs, or where it is blocked outside of system calls
 * @param fd the open file that it reads, writes, locks or polls, the pidfd it waits for, the folder that a path is relative to
 * @param target the path or socket address, where the source tells it
 * @param pointer where the target lies in the memory of the thread, where only that is known
 * @param child pid of the child that it waits for, as the thread itself numbers it; empty where any would do
 */
public record SystemCall(
        int pid,
        int tid,
        Optional<String> call,
        Optional<Integer> fd,
        Optional<String> target,
        Optional<Pointer> pointer,
        Optional<Integer> child) {
    public static final FactType<SystemCall> TYPE = FactType.ofProcess("system-call", SystemCall.class);

    /**
     * A place in the memory of a thread.
     *
     * @param length of a socket address; 0 for a path, which ends with a zero byte
     */
    public record Pointer(long address, int length) {}

    /** A thread that is in no system call. */
    public static SystemCall none(int pid, int tid) {
        return new SystemCall(
                pid, tid, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The key of a thread. */
    public static Key key(int pid, int tid) {
        return TYPE.key(pid + "/" + tid);
    }

    /** The call, when it is one that we know what to make of. */
    public Optional<KnownCall> known() {
        return call.flatMap(KnownCall::named);
    }

    /** Where a path or address among its arguments is to be read; empty where the call has none, or the source tells it. */
    public Optional<Key> targetKey() {
        return pointer.map(place -> CallTarget.key(pid, tid, place.address(), place.length()));
    }
}
