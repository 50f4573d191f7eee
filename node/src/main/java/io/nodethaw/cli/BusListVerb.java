package io.nodethaw.cli;

import io.nodethaw.bus.BusListing;
import io.nodethaw.report.BusListReport;
import java.util.List;

/** Who is on the bus? */
final class BusListVerb implements Verb {
    private static final int COULD_NOT_ASK = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "bus list",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of("text", "json", "yaml"),
            "who is on the bus: names, processes, units, queues, limits",
            List.of(
                    "Asks only the bus itself: no service gets a message, none is started.",
                    "UNREAD and UNSENT are bytes in the sockets of all connections of a process, because the kernel does not tell their names.",
                    "KEPT are bytes that the bus keeps for this connection besides, because its client does not take them.",
                    "Exit codes: 0 done, 2 the bus could not be asked."),
            List.of("nodethaw bus list", "nodethaw bus list -o json"),
            List.of(Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure {
        var output = given.output();
        var limit = given.arguments().limit();
        output.progress("asking the bus, " + limit.toMillis() + " ms a question ...");
        var listing = BusListing.of(given.tools().bus().clients(limit));
        output.print(new BusListReport(listing, output.tool()).print(output.format(), output.ink()));
        return listing.why().isEmpty() ? 0 : COULD_NOT_ASK;
    }
}
