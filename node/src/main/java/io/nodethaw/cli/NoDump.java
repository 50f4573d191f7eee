package io.nodethaw.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people may take for a goroutine dump, but is not one, or no longer a complete one.
 *
 * @param what what it is, in words for a person
 * @param next what to fetch instead
 */
record NoDump(String what, String next) {
    private static final String DUMP =
            "fetch a dump: nodethaw stacks PID, kill -QUIT PID, or /debug/pprof/goroutine?debug=2 of its debug endpoint";

    private record Sign(Pattern pattern, NoDump kind) {
        Sign(String pattern, String what, String next) {
            this(Pattern.compile(pattern), new NoDump(what, next));
        }
    }

    /** The signs to look for; the first one found in the beginning of a file counts. */
    private static final List<Sign> SIGNS = List.of(
            new Sign(
                    "(?m)^\\(gdb\\)|^\\*? *\\d+ +(Thread|LWP) |^Thread \\d+ \\(|^#\\d+ +(0x[0-9a-f]+ in )?\\S+ \\(.*\\)( at | from |$)",
                    "threads as gdb shows them; goroutines that wait are not on any thread",
                    DUMP),
            new Sign(
                    "(?m)^[* ] *\\d+ +(idle|runnable|running|syscall|waiting|dead|copystack) +\\S+\\.\\S+$",
                    "a list of goroutines as gdb prints it, without their stacks",
                    DUMP),
            new Sign(
                    "(?m)^heap profile: \\d+|^--- (mutex|contention|block):|^threadcreate profile: total ",
                    "a profile of pprof of something else than goroutines",
                    "fetch the goroutines: /debug/pprof/goroutine?debug=2 of the same endpoint"),
            new Sign(
                    "(?m)^[* ]*Goroutine \\d+ - (User|Runtime|Go|Start): ",
                    "a list of goroutines as delve prints it, without their stacks",
                    DUMP),
            new Sign(
                    "(?m)^#\\s+0x[0-9a-f]+\\s+\\S+\\+0x[0-9a-f]+\\s+\\S+:\\d+",
                    "frames of a goroutine profile (debug=1) whose beginning is missing: it is not known how many "
                            + "goroutines they belong to",
                    "fetch all of it, or better /debug/pprof/goroutine?debug=2, which has states and ages"),
            new Sign(
                    "(?m)^\\S+\\(.*\\)\\s*\\n\\s+\\S+:\\d+( \\+0x[0-9a-f]+)?|^[\\w./()*\\[\\]-]+\\.\\S+\\n\\t\\S+\\.go:\\d+$",
                    "frames without the header of their goroutine: state, age and number are missing",
                    "fetch all of the dump, from its first line: goroutine 1 [running]:"),
            new Sign(
                    "(?m)^Full thread dump |^\"[^\"]+\" #\\d+ ",
                    "threads of a Java program",
                    "stacks is for programs written in Go"),
            new Sign(
                    "(?m)^Traceback \\(most recent call last\\)|^(Current t|T)hread 0x[0-9a-f]+ .*\\(most recent call first\\)",
                    "stacks of a Python program",
                    "stacks is for programs written in Go"));

    private static final NoDump PROFILE = new NoDump(
            "a binary profile of pprof, which has neither states nor ages",
            "fetch the goroutines as text: /debug/pprof/goroutine?debug=2");

    private static final Sign SAVED = new Sign(
            "(?m)^\\s*\\{\\s*\"(nodethaw|schemaVersion)\"",
            "saved evidence, or output of nodethaw for programs",
            "judge saved evidence with: nodethaw analyze FILE");

    /** What it is, when it shows stacks but is not a goroutine dump. */
    static Optional<NoDump> known(String head) {
        if (BinaryProfile.is(head)) {
            return Optional.of(PROFILE);
        }
        return SIGNS.stream()
                .filter(sign -> sign.pattern().matcher(head).find())
                .map(Sign::kind)
                .findFirst();
    }

    static NoDump of(String head) {
        return known(head)
                .or(() -> SAVED.pattern().matcher(head).find() ? Optional.of(SAVED.kind()) : Optional.empty())
                .or(() -> packed(head))
                .orElseGet(
                        () -> new NoDump("it is not known what it is", "a dump begins with: goroutine 1 [running]:"));
    }

    private static Optional<NoDump> packed(String head) {
        return InputKind.ofHead(head).map(kind -> new NoDump(kind.what(), head.isEmpty() ? DUMP : kind.next()));
    }
}
