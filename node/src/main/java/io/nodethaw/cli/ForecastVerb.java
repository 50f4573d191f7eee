package io.nodethaw.cli;

import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.report.ForecastReport;
import java.time.Duration;
import java.util.List;

/** When does what run out on this node? */
final class ForecastVerb implements Verb {
    private static final Option FOR = new Option(
            '\0',
            "for",
            "DURATION",
            List.of(),
            "how long to watch, 2s to 1h; default 10s. A rate is believed 10,000 times as long");
    private static final Option FAIL_ON = new Option(
            '\0', "fail-on", "DURATION", List.of(), "exit 1 when something may run out within this time, or has: 7d");

    private static final String USUAL = "10s";

    /** How often levels are read: three times in each of the pieces in which they have to rise. */
    private static final int READINGS = 13;

    private static final int RUNS_OUT = 1;
    private static final int COULD_NOT_ASK = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "forecast",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of("text", "json", "yaml"),
            "when does what run out on this node?",
            List.of(
                    "Watches how much is used of tasks, open files, room, inodes, inotify, connections, mounts, units and more.",
                    "What rises steadily meanwhile gets a date, with the time between which it will hardly lie outside.",
                    "What jumps or goes up and down gets none. Changes nothing. Best run as root.",
                    "Where an agent runs, its readings of the hours before count too, and rates are believed for as much longer.",
                    "Exit codes: 0 done, 1 with --fail-on when something may run out, 2 nothing could be read."),
            List.of("nodethaw forecast", "nodethaw forecast --for 60s", "nodethaw forecast --fail-on 7d -o json"),
            List.of(FOR, FAIL_ON, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        var time = Durations.FOR.parse(arguments.value(FOR).orElse(USUAL));
        var within = arguments.value(FAIL_ON);
        var soon = within.isEmpty() ? Duration.ZERO : Durations.FAIL_ON.parse(within.get());
        var output = given.output();
        output.progress("watching for " + time.toSeconds() + " s ...");
        var past = given.tools().pastLevels(); // before the first reading, so that none of theirs can be later
        var seen = given.tools().looker().watch(arguments.limit(), time, READINGS);
        var forecast = given.tools().forecast(seen, past);
        output.print(new ForecastReport(forecast, output.tool()).print(output.format(), output.fitted()));
        if (forecast.outlooks().isEmpty()) {
            return COULD_NOT_ASK;
        }
        return within.isPresent() && runsOut(forecast, soon) ? RUNS_OUT : 0;
    }

    private static boolean runsOut(Forecast forecast, Duration soon) {
        return forecast.outlooks().stream().anyMatch(outlook -> runsOut(outlook, soon));
    }

    private static boolean runsOut(Outlook outlook, Duration soon) {
        var end = outlook.end();
        return outlook.stock().left() == 0
                || end.isPresent() && !end.get().first().isAfter(outlook.at().plus(soon));
    }
}
