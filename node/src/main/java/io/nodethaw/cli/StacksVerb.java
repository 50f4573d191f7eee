package io.nodethaw.cli;

import java.io.IOException;
import java.util.List;

/** What are the goroutines of a Go process doing? */
final class StacksVerb implements Verb {
    static final Option FULL = new Option(
            '\0', "full", "", List.of(), "also the goroutines and frames of the Go runtime, which dumps leave out");
    static final Option SIGNAL = new Option(
            '\0',
            "signal",
            "",
            List.of(),
            "send SIGUSR1 instead of reading memory, and read the dump (dockerd, containerd, shims, crio)");
    static final Option STATE = new Option(
            '\0', "state", "STATE", List.of(), "only goroutines whose state begins with this: 'chan receive'");
    static final Option FUNCTION = new Option(
            '\0', "function", "TEXT", List.of(), "only goroutines with this in the name of a function on their stack");
    static final Option AT_LEAST = new Option(
            '\0',
            "at-least",
            "DURATION",
            List.of(),
            "only goroutines that have waited at least this long, by the Go runtime's count: 5m, 2h");
    static final Option COMPARE = new Option(
            '\0', "compare", "", List.of(), "compare the last dump with the first: what is new, gone, and still there");
    static final Option AGAIN =
            new Option('\0', "again", "DURATION", List.of(), "read a process twice, this far apart, and compare: 5s");

    private static final Synopsis SYNOPSIS = new Synopsis(
            "stacks",
            "PID|NAME|FILE...",
            Synopsis.Operands.NAMES_AND_FILES,
            1,
            Integer.MAX_VALUE,
            List.of(),
            List.of("text", "wide", "json", "yaml", "html"),
            "goroutines of a Go process or of a dump",
            List.of(
                    "Goroutines are grouped: calls without an answer come first, then locks with who waits and who "
                            + "probably holds them. The last line is the answer.",
                    "A process is read from its memory: it is neither stopped nor signalled.",
                    "An operand that names a file is read as a file, also compressed with gzip; - reads stdin.",
                    "When memory cannot be read, the debug endpoint of the daemon is asked, if it has one open.",
                    "With --state, --function and --at-least only goroutines that match all of them are shown; locks "
                            + "are looked for among all goroutines.",
                    "To compare two moments: --compare OLD NEW, --compare FILE with several dumps, or --again 5s PID. "
                            + "What has not moved comes first.",
                    "Exit codes: 0 everything was read, 2 something could not be read."),
            List.of(
                    "nodethaw stacks dockerd",
                    "nodethaw stacks goroutine-stacks.log --state 'chan send' --at-least 5m",
                    "nodethaw stacks containerd -o html > containerd.html",
                    "nodethaw stacks --again 5s 812"),
            List.of(STATE, FUNCTION, AT_LEAST, COMPARE, AGAIN, FULL, SIGNAL, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, IOException, InterruptedException {
        return new Stacks(given.tools(), given.output(), given.stdin()).run(given.arguments());
    }
}
