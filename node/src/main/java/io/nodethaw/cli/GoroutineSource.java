package io.nodethaw.cli;

import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Has goroutines of processes of this machine: out of their memory, or as they write them themselves. */
public interface GoroutineSource {
    /** The processes to choose from. */
    List<ProcessTable.Entry> processes() throws IOException;

    /**
     * The goroutines of one process; it is neither stopped nor signalled.
     *
     * @param full also those of the runtime itself, and the frames it does not print
     */
    Reading<Goroutines> read(int pid, boolean full, Duration limit);

    /** The dump of a process's debug endpoint, if one is open. */
    Reading<GoroutineDump> endpoint(ProcessTable.Entry process, Duration limit);

    /** The dump that a process writes on SIGUSR1; only those that are known to do so get the signal. */
    Reading<GoroutineDump> signal(ProcessTable.Entry process, Duration limit);
}
