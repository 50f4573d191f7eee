package io.nodethaw.evidence;

import java.util.List;

/**
 * {@code /proc/PID/task/TID/stack}; the instance is "pid/tid".
 *
 * @param functions kernel functions, innermost first, without offsets
 */
public record KernelStack(int pid, int tid, List<String> functions) {
    public static final FactType<KernelStack> TYPE = FactType.ofProcess("kernel-stack", KernelStack.class);

    public KernelStack {
        functions = List.copyOf(functions);
    }

    /** The key of a thread. */
    public static Key key(int pid, int tid) {
        return TYPE.key(pid + "/" + tid);
    }
}
