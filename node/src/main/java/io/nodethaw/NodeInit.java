package io.nodethaw;

import io.nodethaw.cli.SystemdSource;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.init.ask.InitQuestions;
import java.time.Duration;

/** systemd of this machine. */
record NodeInit(Host host) implements SystemdSource {
    @Override
    public Evidence ask(Duration limit, Duration time) throws InterruptedException {
        var child = new ReaderChild(OurProgram.reader(Program.READER_HEAP), host);
        try {
            return new InitQuestions(host, OurUser.id(), child).ask(limit, time);
        } finally {
            child.leave();
        }
    }
}
