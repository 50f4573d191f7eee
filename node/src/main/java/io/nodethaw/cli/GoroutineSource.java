package io.nodethaw.cli;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Reads goroutines of processes of this machine, out of their memory. */
public interface GoroutineSource {
    /** The processes to choose from. */
    List<ProcessTable.Entry> processes() throws IOException;

    /**
     * The goroutines of one process; it is neither stopped nor signalled.
     *
     * @param full also those of the runtime itself, and the frames it does not print
     */
    Reading<Goroutines> read(int pid, boolean full, Duration limit);
}
