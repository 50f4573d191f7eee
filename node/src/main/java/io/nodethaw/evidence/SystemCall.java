package io.nodethaw.evidence;

import java.util.Optional;

/**
 * The system call that a thread waits in, whether the kernel tells it by registers or a text by names; the instance is
 * "pid/tid".
 *
 * @param call its name as in the manual; empty while the thread runs, or when it is blocked outside system calls
 * @param fd the open file that it reads, writes, locks or polls, the pidfd it waits for, the folder that a path is relative to
 * @param target the path or socket address; empty when the source does not tell it
 * @param pointer where the target lies in the memory of the thread, when only that is known
 * @param child pid of the child that it waits for, in the pid namespace of the thread; empty when any child would do
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

    /** The reading of a thread that is in no system call. */
    public static SystemCall none(int pid, int tid) {
        return new SystemCall(
                pid, tid, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The key of a thread. */
    public static Key key(int pid, int tid) {
        return TYPE.key(pid + "/" + tid);
    }

    /** The call, when it is one whose meaning we know. */
    public Optional<KnownCall> known() {
        return call.flatMap(KnownCall::named);
    }

    /** The key under which its path or address is to be read; empty when the call has none, or the source already tells it. */
    public Optional<Key> targetKey() {
        return pointer.map(place -> CallTarget.key(pid, tid, place.address(), place.length()));
    }
}
