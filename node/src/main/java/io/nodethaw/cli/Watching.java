package io.nodethaw.cli;

import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import io.nodethaw.report.Watched;
import java.util.List;
import java.util.Optional;

/** Diagnosis again and again: the first report whole, then what has changed, so that one can see a cure work. */
record Watching(Invocation given) {
    static final Option WATCH = new Option(
            '\0', "watch", "", List.of(), "look again and again, and print what has changed; ends with Ctrl-C");
    static final Option INTERVAL = new Option(
            '\0', "interval", "DURATION", List.of(), "time between two looks of --watch, 100ms to 1h; default 2s");

    private static final String EVERY = "2s";

    /** Looks until it is ended. The exit code is that of the last look. */
    int run() throws Failure, InterruptedException {
        check();
        var output = given.output();
        var limit = given.arguments().limit();
        var interval =
                Durations.INTERVAL.parse(given.arguments().value(INTERVAL).orElse(EVERY));
        Optional<Watched> before = Optional.empty();
        int code;
        try (var series = given.tools().series()) {
            do {
                var judged = given.tools().judge(series.look(limit));
                var report = new Report(
                        judged.verdict(), judged.graph(), judged.view(), judged.triage(), output.tool(), "", List.of());
                var now = Watched.of(report);
                if (before.filter(now::isAs).isEmpty()) {
                    output.print(text(report, now, before));
                }
                before = Optional.of(now);
                code = judged.verdict().state().exitCode();
                series.endsWith(code);
            } while (output.isRead() && series.pause(interval));
        }
        return code;
    }

    private void check() throws Failure {
        if (given.arguments().has(Table.SAVE)) {
            throw Failure.usage("--watch saves no evidence", "save it with a look of its own");
        }
        if (given.output().format() == OutputFormat.DOT) {
            throw Failure.usage("--watch prints no graphs", "choose another format, or look once");
        }
    }

    /** Programs get each report whole, people after the first one only what is new. */
    private String text(Report report, Watched now, Optional<Watched> before) {
        var output = given.output();
        boolean people = output.format() == OutputFormat.TEXT || output.format() == OutputFormat.WIDE;
        return before.filter(_ -> people)
                .map(old -> now.since(old, output.fitted()))
                .orElseGet(() -> report.print(output.format(), output.fitted()));
    }
}
