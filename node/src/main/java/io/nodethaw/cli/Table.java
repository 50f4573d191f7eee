package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.List;

/** Every verb and option. Parser, help, completion and man page all come from here. No lambdas: --help must start fast. */
final class Table {
    static final String SUMMARY = "finds out what a Kubernetes node is waiting for, and gets it moving again";

    static final Option OUTPUT = new Option(
            'o',
            "output",
            "FORMAT",
            List.of("text", "wide", "json", "yaml", "dot", "html"),
            "text, wide (every proof), json, yaml, dot or html; default text");
    static final Option COLOR = new Option(
            '\0',
            "color",
            "WHEN",
            List.of("auto", "always", "never"),
            "auto, always or never; auto minds NO_COLOR and TERM");
    static final Option QUIET = new Option('q', "quiet", "", List.of(), "no progress and no hints on stderr");
    static final Option HELP = new Option('h', "help", "", List.of(), "show this help");
    static final Option VERSION = new Option('\0', "version", "", List.of(), "show the version");
    static final Option LIMIT =
            new Option('\0', "limit", "DURATION", List.of(), "time limit of each probe, 100ms to 60s; default 1s");
    static final Option SAVE = new Option(
            '\0',
            "save-evidence",
            "FILE",
            List.of(),
            "save what was read, for nodethaw analyze; - is stdout, and the result goes to stderr");
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
    static final Option YES = new Option('y', "yes", "", List.of(), "do it; without this nothing is changed");

    static final List<Option> COMMON = List.of(OUTPUT, COLOR, QUIET, HELP, VERSION);

    static final Verb DIAGNOSE = new Verb(
            "diagnose",
            "",
            0,
            0,
            List.of(),
            "what is this node waiting for? (the default)",
            List.of(
                    "Asks every daemon of the chain at once and follows who waits for whom. Changes nothing. Best run as root."),
            List.of(SAVE, LIMIT));
    static final Verb CHAIN = new Verb(
            "chain",
            "PID|NAME",
            1,
            1,
            List.of(),
            "what is this process waiting for?",
            List.of("NAME is the name of a process as in /proc/PID/comm; every process of that name is shown."),
            List.of(SAVE, LIMIT));
    static final Verb ANALYZE = new Verb(
            "analyze",
            "FILE...",
            1,
            Integer.MAX_VALUE,
            List.of(),
            "judge files from a node, away from it; - reads stdin",
            List.of(
                    "FILE is saved evidence, goroutine dumps (also in a log), or a list of processes (ps -eo pid,ppid,stat,comm), packed with gzip or not.",
                    "The same rules as diagnose. Saved evidence gets a verdict for each file; loose files of one node get one together."),
            List.of());
    static final Verb STACKS = new Verb(
            "stacks",
            "PID|NAME|FILE...",
            1,
            Integer.MAX_VALUE,
            List.of(),
            "goroutines of a Go process or of a dump",
            List.of(
                    "Grouped, the oldest first, then locks with who waits and who probably holds them.",
                    "A process is read out of its memory: it is neither stopped nor signalled.",
                    "What names a file is one, also packed with gzip; - reads stdin.",
                    "Where memory cannot be read, a debug endpoint of the daemon is asked if one is open.",
                    "With --state, --function and --at-least only what fits all of them is shown; locks are looked for among all.",
                    "Two moments: --compare OLD NEW, --compare FILE with several dumps, or --again 5s PID. First comes what has not moved.",
                    "Exit codes: 0 read, 2 not."),
            List.of(STATE, FUNCTION, AT_LEAST, COMPARE, AGAIN, FULL, SIGNAL, LIMIT));
    static final Verb EXPLAIN = new Verb(
            "explain",
            "[CODE...]",
            0,
            Integer.MAX_VALUE,
            List.of(),
            "what a finding means, how to confirm it, what to do",
            List.of("Without a code: the list of all codes. A hop's name stands for all its codes."),
            List.of());
    static final Verb HEAL = new Verb(
            "heal",
            "",
            0,
            0,
            List.of(),
            "choose the least disruptive cure; dry without --yes",
            List.of(
                    "Exit codes: 0 healed or nothing to do, 1 not healed, or dry and something to do, 2 refused.",
                    "With --save-evidence nothing is changed unless the evidence could be saved."),
            List.of(YES, SAVE, LIMIT));
    static final Verb COMPLETION = new Verb(
            "completion",
            "SHELL",
            1,
            1,
            List.of("bash", "zsh", "fish"),
            "print a completion script for bash, zsh or fish",
            List.of("bash: source <(nodethaw completion bash)"),
            List.of());
    static final Verb MAN = new Verb(
            "man", "", 0, 0, List.of(), "print the manual page", List.of("nodethaw man | man -l -"), List.of());

    static final List<Verb> VERBS = List.of(DIAGNOSE, CHAIN, STACKS, ANALYZE, EXPLAIN, HEAL, COMPLETION, MAN);

    /** Exit codes with their meaning. */
    static final List<String> EXITS = List.of(
            "0   healthy, or slow", "1   stalled", "2   could not tell", "64  wrong usage", "70  internal error");

    private Table() {}

    /** Every option once. */
    static List<Option> options() {
        var all = new ArrayList<>(COMMON);
        for (var verb : VERBS) {
            for (var option : verb.own()) {
                if (!holds(all, option)) {
                    all.add(option);
                }
            }
        }
        return all;
    }

    /** By name: equals of a record is linked at run time and costs a start 10 ms. */
    static boolean holds(List<Option> options, Option wanted) {
        for (var option : options) {
            if (option.name().equals(wanted.name())) {
                return true;
            }
        }
        return false;
    }
}
