package io.nodethaw.cli;

import io.nodethaw.evidence.CallBuffer;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Looks closer at one process of this machine. */
public interface TraceSource {
    /** What a thread hands over in the call that it is blocked in; the process is neither stopped nor signalled. */
    Reading<CallBuffer> buffer(int pid, int tid, String architecture, Duration limit);

    /**
     * What strace prints of a process, to which it attaches; empty when this machine has no strace.
     *
     * @param time how long it is attached
     */
    Optional<String> attach(int pid, Duration time) throws IOException;
}
