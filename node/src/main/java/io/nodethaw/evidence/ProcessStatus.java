package io.nodethaw.evidence;

import java.util.List;

/**
 * {@code /proc/PID/status} of one process; the instance is the pid.
 *
 * @param pid in the namespace we look from
 * @param namespacePids NSpid: its pid in our pid namespace and in each nested one, ours first; empty on kernels before 4.1
 * @param tracer pid of the process that traces it, 0 for none
 * @param uid real user id
 */
public record ProcessStatus(int pid, List<Integer> namespacePids, int tracer, long uid) {
    public static final FactType<ProcessStatus> TYPE = FactType.ofProcess("status", ProcessStatus.class);

    public ProcessStatus {
        namespacePids = List.copyOf(namespacePids);
    }
}
