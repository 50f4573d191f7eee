package io.nodethaw.cli;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.init.InitPicture;
import io.nodethaw.report.SystemdReport;
import java.time.Duration;
import java.util.List;

/** What is PID 1 at, and does it answer? */
final class SystemdVerb implements Verb {
    static final Option FOR =
            new Option('\0', "for", "DURATION", List.of(), "how long it is watched, 100ms to 1h; default 1s");

    private static final Duration FOR_DEFAULT = Duration.ofSeconds(1);
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
                    "Exit codes: 0 its state is told, 2 it could not be asked, and nothing shows why."),
            List.of("nodethaw systemd", "nodethaw systemd --for 10s -o json"),
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
        output.progress("asking systemd, and watching it for " + time.toMillis() + " ms ...");
        var picture = picture(given, given.tools().systemd().ask(limit, time), limit);
        output.print(new SystemdReport(picture, output.tool()).print(output.format(), output.fitted()));
        return picture.isTold() ? 0 : COULD_NOT_ASK;
    }

    /** Where one of the ways is closed, a look tells what rules find there. */
    private static InitPicture picture(Invocation given, Evidence evidence, Duration limit)
            throws InterruptedException {
        var asked = InitPicture.of(evidence, List.of(), List.of());
        if (!asked.isInDoubt()) {
            return asked;
        }
        given.output().progress("no answer on the bus; looking at why ...");
        var verdict = given.tools()
                .judge(given.tools().looker().look(limit, _ -> false))
                .verdict();
        List<Finding> findings = verdict.findings();
        List<Cause> causes = verdict.causes();
        return InitPicture.of(evidence, findings, causes);
    }
}
