package io.nodethaw.cli;

import io.nodethaw.report.HistoryReport;
import io.nodethaw.report.PastChange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the agent has kept. */
final class HistoryVerb implements Verb {
    private static final Option SINCE = new Option(
            '\0', "since", "DURATION", List.of(), "only what is not older, 1m to 90d; default all that is kept");

    /** Longer than anything is kept. */
    private static final Duration EVER = Duration.ofDays(3650);

    private static final Synopsis SYNOPSIS = new Synopsis(
            "history",
            "[ID]",
            Synopsis.Operands.NONE,
            0,
            1,
            List.of(),
            List.of("text", "json", "yaml"),
            "when the conditions of this node have changed, by its agent",
            List.of(
                    "Lists what nodethaw agent has kept, the newest first. Each change has the evidence of its look, for analyze.",
                    "ID is the first word of a line, or how one begins; then all of that change is told. Run it as root."),
            List.of("nodethaw history --since 24h", "nodethaw history 20261130T105700", "nodethaw history -o json"),
            List.of(SINCE));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure {
        var arguments = given.arguments();
        var since = arguments.value(SINCE);
        var all = read(given, since.isEmpty() ? EVER : Durations.SINCE.parse(since.get()));
        var output = given.output();
        if (arguments.operands().isEmpty()) {
            output.print(new HistoryReport(all, output.tool()).print(output.format()));
            return 0;
        }
        var id = arguments.operands().getFirst();
        var found = all.stream().filter(change -> change.id().startsWith(id)).toList();
        if (found.size() != 1) {
            throw Failure.noAnswer(
                    (found.isEmpty() ? "no change" : found.size() + " changes") + " with an ID that begins so",
                    id,
                    "nodethaw history lists them");
        }
        output.print(
                output.format().isTree()
                        ? new HistoryReport(found, output.tool()).print(output.format())
                        : HistoryReport.one(found.getFirst(), output.fitted()));
        return 0;
    }

    private static List<PastChange> read(Invocation given, Duration age) throws Failure {
        try {
            return given.tools().history().read(age);
        } catch (IOException e) {
            throw Failure.noAnswer("what was kept cannot be read: " + InputFile.reason(e), "", "run it as root");
        }
    }
}
