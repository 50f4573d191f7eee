package io.nodethaw.cli;

import java.io.IOException;
import java.util.List;

/** What are the goroutines of a Go process at? */
final class StacksVerb implements Verb {
    static final Option FULL =
            new Option('\0', "full", "", List.of(), "also what the Go runtime does not print of itself");
    static final Option SIGNAL = new Option(
            '\0',
            "signal",
            "",
            List.of(),
            "send SIGUSR1 instead of reading memory, and pick up the dump (dockerd, containerd, shims, crio)");
    static final Option STATE =
            new Option('\0', "state", "STATE", List.of(), "only goroutines whose state begins so: 'chan receive'");
    static final Option FUNCTION = new Option(
            '\0', "function", "TEXT", List.of(), "only goroutines with this in the name of a function on the stack");
    static final Option AT_LEAST = new Option(
            '\0',
            "at-least",
            "DURATION",
            List.of(),
            "only goroutines that wait for so long or longer, as their runtime counts it: 5m, 2h");
    static final Option COMPARE = new Option(
            '\0',
            "compare",
            "",
            List.of(),
            "what is new, gone, and still there in the last of the dumps, against the first");
    static final Option AGAIN = new Option(
            '\0', "again", "DURATION", List.of(), "read a process, read it again so much later, and compare: 5s");

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
                    "Grouped: calls without an answer first, then locks with who waits and who probably holds them. The last line is the answer.",
                    "A process is read out of its memory: it is neither stopped nor signalled.",
                    "What names a file is one, also packed with gzip; - reads stdin.",
                    "Where memory cannot be read, a debug endpoint of the daemon is asked if one is open.",
                    "With --state, --function and --at-least only what fits all of them is shown; locks are looked for among all.",
                    "Two moments: --compare OLD NEW, --compare FILE with several dumps, or --again 5s PID. First comes what has not moved.",
                    "Exit codes: 0 read, 2 not."),
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
