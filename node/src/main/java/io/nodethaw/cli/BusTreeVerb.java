package io.nodethaw.cli;

import io.nodethaw.bus.ObjectTrees;
import io.nodethaw.report.ObjectTreeReport;
import java.util.List;

/** What objects do the names on the bus have, and which name does not answer? */
final class BusTreeVerb implements Verb {
    private static final int COULD_NOT_ASK = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "bus tree",
            "[NAME...]",
            Synopsis.Operands.NONE,
            0,
            Integer.MAX_VALUE,
            List.of(),
            List.of("text", "json", "yaml"),
            "the objects of the names on the bus, and who does not answer",
            List.of(
                    "All names are asked at the same time, and each has the same limit for all its objects: the whole takes no "
                            + "longer, however many are silent.",
                    "No service is started by asking. Each object asked for is a message for its owner, at most 2000 of one name.",
                    "Exit codes: 0 asked, whoever is silent; 2 the bus or a name could not be asked."),
            List.of("nodethaw bus tree", "nodethaw bus tree org.freedesktop.systemd1 --limit 5s"),
            List.of(Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure {
        var output = given.output();
        var limit = given.arguments().limit();
        var wanted = given.arguments().operands();
        output.progress("asking all at once, " + limit.toMillis() + " ms a name ...");
        var trees = ObjectTrees.of(given.tools().bus().trees(wanted, limit), wanted);
        output.print(new ObjectTreeReport(trees, limit, output.tool()).print(output.format(), output.ink()));
        return trees.isAsked() ? 0 : COULD_NOT_ASK;
    }
}
