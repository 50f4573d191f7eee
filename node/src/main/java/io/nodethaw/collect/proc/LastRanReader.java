package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.LastRan;
import java.io.IOException;
import java.util.ArrayList;

/** Reads when each thread of a process ran last: two small files of each (stat, sched). */
final class LastRanReader {
    /** The most threads: what daemons run to help them has a dozen. */
    static final int MOST = 1024;

    private final KernelFile file = new KernelFile(1024);

    /** Tells of all threads or of none: the one that is left out may be the one that runs. */
    LastRan read(Host host, int pid) throws IOException {
        var folder = host.proc(pid, "task").toString();
        int[] tids = Numbers.in(folder);
        if (tids.length > MOST) {
            throw new NotAskedException("it has " + tids.length + " threads");
        }
        var threads = new ArrayList<LastRan.Thread>();
        for (int tid : tids) {
            threads.add(thread(folder + "/" + tid, tid));
        }
        return new LastRan(pid, threads);
    }

    private LastRan.Thread thread(String folder, int tid) throws IOException {
        var scan = file.readOnePiece(folder + "/stat");
        long began = StatLine.parse(scan).startTicks().orElseThrow();
        int processor = StatLine.processor(scan);
        return SchedFile.lastRan(folder + "/sched")
                .map(at -> new LastRan.Thread(tid, began, processor, at))
                .orElseThrow(() -> new NotAskedException("the scheduler does not tell when thread " + tid + " ran"));
    }
}
