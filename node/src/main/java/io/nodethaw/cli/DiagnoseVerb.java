package io.nodethaw.cli;

import io.nodethaw.report.Report;
import java.util.List;

/** What is this node waiting for? */
final class DiagnoseVerb implements Verb {
    private static final Option CANARY = new Option(
            '\0', "canary", "", List.of(), "have each runtime start a container and remove it: this changes the node");
    private static final Synopsis SYNOPSIS = new Synopsis(
            "diagnose",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            Synopsis.VERDICT_FORMATS,
            "what is this node waiting for? (the default)",
            List.of(
                    "Asks every daemon of the chain at once and follows who waits for whom. Changes nothing. Best run as root.",
                    "With --canary it also has containers started and removed, which shows whether that works.",
                    "With --watch it looks again and again, prints what has changed, and ends with the exit code of its last look."),
            List.of(
                    "nodethaw",
                    "nodethaw diagnose -o wide",
                    "nodethaw diagnose --canary",
                    "nodethaw diagnose --save-evidence /run/evidence.json",
                    "nodethaw diagnose --watch --interval 5s"),
            List.of(CANARY, Table.SAVE, Table.LIMIT, Watching.WATCH, Watching.INTERVAL));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        boolean canary = given.arguments().has(CANARY);
        if (canary && given.arguments().has(Watching.WATCH)) {
            throw Failure.usage(
                    "--canary starts a container, and --watch looks again and again", "give one of the two");
        }
        if (given.arguments().has(Watching.WATCH)) {
            return new Watching(given).run();
        }
        if (given.arguments().has(Watching.INTERVAL)) {
            throw Failure.usage("--interval is the time between two looks", "add --watch");
        }
        var tools = given.tools();
        var output = given.output();
        var found = canary ? Diagnosing.lookAtStarts(given) : Diagnosing.look(given);
        var judged = found.judged();
        var report = new Report(
                judged.verdict(), judged.graph(), judged.view(), judged.triage(), output.tool(), "", found.notes());
        output.print(report.print(output.format(), output.fitted()));
        // after the verdict, because the disk may be what hangs
        return new Saving(given.arguments(), tools::codec, output)
                .exit(found.evidence(), judged.verdict().state().exitCode());
    }
}
