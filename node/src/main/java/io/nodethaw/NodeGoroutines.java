package io.nodethaw;

import io.nodethaw.cli.GoroutineSource;
import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.dumps.EndpointDump;
import io.nodethaw.collect.dumps.SignalDump;
import io.nodethaw.collect.goroutines.GoroutineTask;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Goroutines of this machine's processes; memory is read by a child that can be left behind. */
record NodeGoroutines(Host host) implements GoroutineSource {
    /** For all goroutines of one process, also those that are like many others: 200,000 take about half of it. */
    private static final String HEAP = "256m";

    /** A probe that gives up at its limit says what got no answer; this is how long we wait for it to say so. */
    private static final Duration GRACE = Duration.ofMillis(100);

    @Override
    public List<ProcessTable.Entry> processes() throws IOException {
        return new Proc(host).processes().processes();
    }

    @Override
    public Reading<Goroutines> read(int pid, boolean full, Duration limit) {
        var child = new ReaderChild(OurProgram.reader(HEAP), host);
        var reading = child.ask(GoroutineTask.question(pid, full))
                .await(Deadline.in(limit))
                .reading();
        child.leave();
        return reading;
    }

    @Override
    public Reading<GoroutineDump> endpoint(ProcessTable.Entry process, Duration limit) {
        return ask(new EndpointDump(host).probe(process), limit);
    }

    @Override
    public Reading<GoroutineDump> signal(ProcessTable.Entry process, Duration limit) {
        return ask(new SignalDump(host).probe(process), limit);
    }

    private Reading<GoroutineDump> ask(Probe<GoroutineDump> probe, Duration limit) {
        return new Asker(host)
                .start(probe, limit)
                .await(Deadline.in(limit.plus(GRACE)))
                .reading();
    }
}
