package io.nodethaw.cli;

import io.nodethaw.report.Report;
import java.util.List;

/** What is this node waiting for? */
final class DiagnoseVerb implements Verb {
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
                    "Asks every daemon of the chain at once and follows who waits for whom. Changes nothing. Best run as root."),
            List.of("nodethaw", "nodethaw diagnose -o wide", "nodethaw diagnose --save-evidence /run/evidence.json"),
            List.of(Table.SAVE, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var tools = given.tools();
        var output = given.output();
        var found = Diagnosing.look(given);
        var judged = found.judged();
        var report = new Report(
                judged.verdict(), judged.graph(), judged.view(), judged.triage(), output.tool(), "", found.notes());
        output.print(report.print(output.format(), output.fitted()));
        // after the verdict, because the disk may be what hangs
        return new Saving(given.arguments(), tools::codec, output)
                .exit(found.evidence(), judged.verdict().state().exitCode());
    }
}
