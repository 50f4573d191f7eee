package io.nodethaw.cli;

import io.nodethaw.bus.SerialOutlook;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.report.SerialReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How far has systemd's message counter on the bus come, and when does it end? */
final class BusSerialVerb implements Verb {
    static final Option FOR =
            new Option('\0', "for", "DURATION", List.of(), "how long the rate is measured, 100ms to 1h; default 10s");

    private static final Duration FOR_DEFAULT = Duration.ofSeconds(10);
    private static final int COULD_NOT_ASK = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "bus serial",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of("text", "json", "yaml"),
            "systemd's message counter on the bus: level, rate, date of its end",
            List.of(
                    "The counter has 32 bits. A systemd with the bug systemd-11809 can send no more messages on the bus once it "
                            + "is used up; others count on, and the date is only that of the wrap.",
                    "Each question uses up one serial; it asks eleven times.",
                    "When systemd does not answer, root reads the counter from its memory.",
                    "Exit codes: 0 the counter is known, 2 it could not be asked."),
            List.of("nodethaw bus serial", "nodethaw bus serial --for 10m -o json"),
            List.of(FOR, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var output = given.output();
        var limit = given.arguments().limit();
        var text = given.arguments().value(FOR);
        var time = text.isEmpty() ? FOR_DEFAULT : Durations.WATCHED.parse(text.get());
        output.progress("watching the counter for " + time.toSeconds() + " s ...");
        var outlook = SerialOutlook.of(given.tools().bus().serials(limit, time));
        if (outlook.silence().isPresent()) {
            output.progress("no answer; looking at why ...");
            var counter = counter(given, limit);
            outlook = counter.isPresent() ? outlook.with(counter.get()) : outlook;
        }
        output.print(new SerialReport(outlook, output.tool()).print(output.format(), output.fitted()));
        return outlook.isKnown() ? 0 : COULD_NOT_ASK;
    }

    /** The counter in the memory of PID 1, which a look reads when systemd is deaf. */
    private static Optional<SerialOutlook.Counter> counter(Invocation given, Duration limit)
            throws InterruptedException {
        return given.tools()
                .looker()
                .look(limit, _ -> false)
                .allSeen(BusCookie.TYPE)
                .max(Comparator.comparing(BusCookie::certain))
                .map(cookie -> new SerialOutlook.Counter(cookie.value(), cookie.certain(), cookie.how()));
    }
}
