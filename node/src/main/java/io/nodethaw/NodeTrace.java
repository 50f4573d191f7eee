package io.nodethaw;

import io.nodethaw.cli.TraceSource;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.memory.CallBuffers;
import io.nodethaw.collect.tools.Strace;
import io.nodethaw.evidence.CallBuffer;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Looks closer at processes of this machine: memory is read by a child that can be left behind. */
record NodeTrace(Host host) implements TraceSource {
    private static final String HEAP = "32m";

    /** A child of its own is started for it, which takes a while on a busy machine. */
    private static final Duration START = Duration.ofSeconds(3);

    @Override
    public Reading<CallBuffer> buffer(int pid, int tid, String architecture, Duration limit) {
        var child = new ReaderChild(OurProgram.reader(HEAP), host);
        var reading = child.ask(CallBuffers.question(pid, tid, architecture))
                .await(Deadline.in(limit.plus(START)))
                .reading();
        child.leave();
        return reading;
    }

    @Override
    public Optional<String> attach(int pid, Duration time) throws IOException {
        var strace = Strace.find();
        return strace.isEmpty() ? Optional.empty() : Optional.of(strace.get().trace(pid, time));
    }
}
