package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Root;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Site;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.Optional;

/** PID 1 as somebody to be treated: what all its remedies have in common. */
final class InitTarget {
    /** What it does when it is well. */
    static final String RECOVERY = "answers on the bus and off it";

    private static final Duration READING = Duration.ofSeconds(2);

    private InitTarget() {}

    /** PID 1, where it is the root itself. */
    static Optional<Target> of(Root root) {
        return root.vertex() instanceof Vertex.Process process && process.pid() == BusLink.PID
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    static boolean isWell(Site site) {
        return new Manager(site.host(), site.uid()).answers();
    }

    /** PID 1 as it is now. */
    static Reading<ProcessTable.Entry> read(Site site) {
        return Outcome.of(_ -> new Proc(site.host()).process(BusLink.PID), Deadline.in(READING));
    }

    static Check same(Target systemd, Reading<ProcessTable.Entry> init) {
        var what = "PID 1 is the systemd that was diagnosed";
        return switch (init) {
            case Reading.Seen<ProcessTable.Entry>(var now) -> {
                if (!now.comm().equals("systemd")) {
                    yield Check.refuses(what, "PID 1 is " + now.comm() + ", not systemd: it would not know what to do");
                }
                yield Check.that(
                        now.pid() == systemd.pid() && now.startTicks() == systemd.startTicks(),
                        what,
                        "PID 1 is another process than the one diagnosed: diagnose again");
            }
            case Reading.Silent<ProcessTable.Entry> _,
                    Reading.Failed<ProcessTable.Entry> _,
                    Reading.Refused<ProcessTable.Entry> _,
                    Reading.NotAsked<ProcessTable.Entry> _ -> Check.refuses(what, "could not read who PID 1 is");
        };
    }
}
