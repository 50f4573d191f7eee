package io.nodethaw.cli;

import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Provides the goroutines of processes of this machine: from their memory, or from dumps that they write themselves. */
public interface GoroutineSource {
    /** All processes, to choose from. */
    List<ProcessTable.Entry> processes() throws IOException;

    /**
     * The goroutines of one process, which is neither stopped nor signalled.
     *
     * @param full true for the goroutines of the runtime itself too, and for frames that the runtime does not print
     */
    Reading<Goroutines> read(int pid, boolean full, Duration limit);

    /** The dump from the debug endpoint of a process, if it is open. */
    Reading<GoroutineDump> endpoint(ProcessTable.Entry process, Duration limit);

    /** The dump that a process writes on SIGUSR1; only programs that are known to do so get the signal. */
    Reading<GoroutineDump> signal(ProcessTable.Entry process, Duration limit);
}
