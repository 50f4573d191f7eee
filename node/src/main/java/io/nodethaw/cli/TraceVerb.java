package io.nodethaw.cli;

import java.io.IOException;
import java.util.List;

/** What is a process in, thread by thread? */
final class TraceVerb implements Verb {
    static final Option ATTACH = new Option(
            '\0',
            "attach",
            "",
            List.of(),
            "then attach the strace of this machine; some stuck calls come back when somebody attaches");
    static final Option FOR =
            new Option('\0', "for", "DURATION", List.of(), "how long strace stays attached, 100ms to 1h; default 5s");

    private static final Synopsis SYNOPSIS = new Synopsis(
            "trace",
            "PID",
            Synopsis.Operands.NAMES,
            1,
            1,
            List.of(),
            List.of("text", "wide", "json", "yaml"),
            "what a process is in: system calls, files, peers, the message in its hands",
            List.of(
                    "Without --attach nothing is stopped, signalled or traced: it reads what the kernel tells of each thread,",
                    "twice, and from its memory what a blocked thread hands over.",
                    "With --attach strace is run as a child, for as long as --for says. It lets go when that is over, on",
                    "Ctrl-C, and when this program is killed; what has come back since is told.",
                    "Exit codes: 0 it was read, 2 it could not be."),
            List.of("nodethaw trace 2230", "nodethaw trace 640 --attach --for 10s -o json"),
            List.of(ATTACH, FOR, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, IOException, InterruptedException {
        return new Traced(given).run();
    }
}
