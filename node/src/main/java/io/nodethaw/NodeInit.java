package io.nodethaw;

import io.nodethaw.cli.SystemdSource;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.journal.InitLogReader;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.Sample;
import io.nodethaw.init.ask.InitQuestions;
import io.nodethaw.level.LoanFile;
import io.nodethaw.level.RaisedLevel;
import java.io.IOException;
import java.time.Duration;

/** systemd of this machine. */
record NodeInit(Host host) implements SystemdSource {
    /** The note of a log level that is raised, in the folder of our other notes. */
    static final LoanFile LOANS = new LoanFile(NodeHealer.FOLDER);

    /** Until what was logged last can be read. */
    private static final Duration WRITTEN = Duration.ofMillis(200);

    @Override
    public Evidence ask(Duration limit, Duration time) throws InterruptedException {
        var child = new ReaderChild(OurProgram.reader(Program.READER_HEAP), host);
        try {
            return new InitQuestions(host, OurUser.id(), child).ask(limit, time);
        } finally {
            child.leave();
        }
    }

    @Override
    public Evidence debugLog(Duration time, boolean stir) throws InterruptedException {
        var into = new Evidence.Builder(host.clock().instant());
        var asked = host.clock().instant();
        var reading = Outcome.of(_ -> raised(time, stir), Deadline.in(time));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        into.put(InitLog.TYPE, "", new Sample<>(reading, asked, host.clock().instant()));
        return into.build();
    }

    private InitLog raised(Duration time, boolean stir) throws IOException {
        var log = new InitLogReader(host);
        var raised = RaisedLevel.raise(host, OurUser.id(), LOANS, OurProgram.guard());
        var since = host.deadline(Duration.ZERO);
        String putBack;
        try {
            pass(raised, time, stir);
        } finally {
            putBack = raised.putBack();
        }
        var over = since.waited();
        pause(WRITTEN);
        return log.read(raised.before(), putBack, over);
    }

    /** Passes the time; what PID 1 is to tell of is made soon after its beginning, and once more before its end. */
    private void pass(RaisedLevel raised, Duration time, boolean stir) throws IOException {
        var quarter = time.dividedBy(4);
        pause(quarter);
        if (stir) {
            raised.stir();
        }
        pause(quarter.multipliedBy(2));
        if (stir) {
            raised.stir();
        }
        pause(quarter);
    }

    private void pause(Duration time) throws IOException {
        try {
            host.ticker().pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
