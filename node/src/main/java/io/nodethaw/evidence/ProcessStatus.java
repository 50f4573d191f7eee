package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/PID/status} of one process; the instance is the pid.
 *
 * @param pid in the namespace we look from
 * @param namespacePids NSpid: its pid in our pid namespace and in each nested one, ours first; empty on kernels before 4.1
 * @param tracer pid of the process that traces it, 0 for none
 * @param uid real user id
 * @param pending SigPnd and ShdPnd together: bit N-1 stands for signal N, sent to it or its first thread and not taken yet; empty in
 *     older evidence
 */
public record ProcessStatus(int pid, List<Integer> namespacePids, int tracer, long uid, Optional<Long> pending) {
    private static final long KILL = 1L << (9 - 1);

    public static final FactType<ProcessStatus> TYPE = FactType.ofProcess("status", ProcessStatus.class);

    public ProcessStatus {
        namespacePids = List.copyOf(namespacePids);
    }

    /** A process whose signals were not read. */
    public ProcessStatus(int pid, List<Integer> namespacePids, int tracer, long uid) {
        this(pid, namespacePids, tracer, uid, Optional.empty());
    }

    /** True for a process of a nested pid namespace that is not the init of it: others in there may send it any signal. */
    public boolean isLed() {
        return namespacePids.size() > 1 && namespacePids.getLast() != 1;
    }

    /**
     * True when SIGKILL was sent to it, and it has not ended: the kernel keeps the signal among those of the whole process until
     * the last thread is gone (kernel/signal.c, complete_signal).
     */
    public boolean isKilled() {
        return pending.filter(signals -> (signals & KILL) != 0).isPresent();
    }
}
