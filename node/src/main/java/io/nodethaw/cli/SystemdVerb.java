package io.nodethaw.cli;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.init.InitPicture;
import io.nodethaw.report.SystemdReport;
import java.time.Duration;
import java.util.List;

/** What is PID 1 at, and does it answer? */
final class SystemdVerb implements Verb {
    static final Option FOR =
            new Option('\0', "for", "DURATION", List.of(), "how long it is watched, 100ms to 1h; default 1s");

    static final Option DEBUG_LOG = new Option(
            '\0',
            "debug-log",
            "DURATION",
            List.of(),
            "raise the log level of PID 1 for 1s to 60s, tell what it logs, and put it back");

    private static final Duration FOR_DEFAULT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int COULD_NOT_ASK = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "systemd",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of("text", "json", "yaml"),
            "PID 1: its state, units, jobs, reloads, mounts, processor time, log level, watchdog",
            List.of(
                    "It is asked through the bus and on its private socket (as root), and what differs is told.",
                    "In one word: running, degraded, starting, busy, reloading, stopped, traced, frozen, crashed, held by the kernel, "
                            + "starved of processors, deaf or off the bus.",
                    "Where it does not answer, a look at the node tells why, as far as that can be seen.",
                    "Through the bus one question is asked, which uses one serial of its message counter.",
                    "With --debug-log it logs everything for that long: the only option that changes something. The level is put back also "
                            + "when this command is killed, by a child that stands by, or by the next run.",
                    "Exit codes: 0 its state is told, 2 it could not be asked, and nothing shows why."),
            List.of("nodethaw systemd", "nodethaw systemd --for 10s -o json", "nodethaw systemd --debug-log 5s"),
            List.of(FOR, DEBUG_LOG, Table.LIMIT));

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
        output.progress("asking systemd, and watching it for " + time.toMillis() + " ms ...");
        var debug = given.arguments().value(DEBUG_LOG);
        var raise = debug.isEmpty() ? Duration.ZERO : Durations.DEBUG_LOG.parse(debug.get());
        var systemd = given.tools().systemd();
        var evidence = ask(given, systemd, limit, time);
        var log = debug.isEmpty() ? evidence : debugLog(given, systemd, evidence, raise);
        var picture = picture(given, evidence, log, limit);
        output.print(new SystemdReport(picture, output.tool()).print(output.format(), output.fitted()));
        return picture.isTold() && (debug.isEmpty() || picture.log().isPresent()) ? 0 : COULD_NOT_ASK;
    }

    /** On a busy machine an answer may be late: without a limit of the user's it is asked once more, with more time. */
    private static Evidence ask(Invocation given, SystemdSource systemd, Duration limit, Duration time)
            throws InterruptedException {
        var first = systemd.ask(limit, time);
        boolean late = InitPicture.of(first, List.of(), List.of()).isLate();
        if (!late || given.arguments().has(Table.LIMIT)) {
            return first;
        }
        given.output().progress("no answer yet: asking once more, for up to " + PATIENCE.toSeconds() + " s ...");
        return systemd.ask(PATIENCE, time);
    }

    private static Evidence debugLog(Invocation given, SystemdSource systemd, Evidence evidence, Duration time)
            throws InterruptedException {
        given.output().progress("PID 1 logs everything for " + time.toSeconds() + " s ...");
        boolean stir = InitPicture.of(evidence, List.of(), List.of()).isInDoubt();
        return systemd.debugLog(time, stir);
    }

    /** Where one of the ways is closed, a look tells what rules find there. */
    private static InitPicture picture(Invocation given, Evidence read, Evidence log, Duration limit)
            throws InterruptedException {
        var evidence = with(read, log);
        var asked = InitPicture.of(evidence, List.of(), List.of());
        if (!asked.isInDoubt()) {
            return asked;
        }
        given.output().progress("no answer on the bus; looking at why ...");
        var verdict = given.tools()
                .judge(with(given.tools().looker().look(limit, _ -> false), log))
                .verdict();
        List<Finding> findings = verdict.findings();
        List<Cause> causes = verdict.causes();
        return InitPicture.of(evidence, findings, causes);
    }

    /** With what PID 1 has logged, where that was read. */
    private static Evidence with(Evidence evidence, Evidence log) {
        var both = evidence.toBuilder();
        log.samples(InitLog.TYPE, "").forEach(sample -> both.put(InitLog.TYPE, "", sample));
        return both.build();
    }
}
