package io.nodethaw.collect.kernel;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.proc.SchedFile;
import io.nodethaw.collect.socket.SystemCalls;
import io.nodethaw.evidence.ProcessorClock;
import java.io.IOException;

/**
 * Reads the scheduler's clock of a processor: the reading thread moves itself to that processor, and looks when it has last run
 * itself, which is now. On a processor that a real-time program never leaves it waits for ever.
 */
final class ProcessorClocks {
    /** Bytes of a set of processors, more than any kernel is built for (CONFIG_NR_CPUS, 8192 at most). */
    private static final int SET = 1024;

    private ProcessorClocks() {}

    static ProcessorClock read(Host host, int processor) throws IOException {
        if (processor < 0 || processor >= SET * Byte.SIZE) {
            throw new NotAskedException("no processor " + processor);
        }
        var calls = new SystemCalls();
        var set = SystemCalls.buffer(SET);
        set.put(processor / Byte.SIZE, (byte) (1 << processor % Byte.SIZE)); // words of a set are little-endian here
        long moved = calls.call(SystemCalls.Name.SCHED_SETAFFINITY, set, 0, SET, SystemCalls.address(set));
        if (moved < 0) {
            throw new NotAskedException("we may not run on processor " + processor + ": errno " + -moved);
        }
        long thread = calls.call(SystemCalls.Name.GETTID, 0, 0, 0);
        var file = host.file("/proc/self/task/" + thread + "/sched").toString();
        return SchedFile.lastRan(file)
                .map(now -> new ProcessorClock(processor, now))
                .orElseThrow(() -> new NotAskedException("no " + file));
    }
}
