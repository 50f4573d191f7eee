package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Root;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.Optional;

/** What all remedies of PID 1 have in common. */
interface InitRemedy extends Remedy {
    /** PID 1, when it is the root itself. */
    @Override
    default Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Process process && process.pid() == ProcessTable.INIT
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    @Override
    default boolean isWell(NodeAccess access, Target systemd) {
        return new Manager(access.host(), access.uid()).answers();
    }

    @Override
    default String recovery() {
        return "answers on the bus and off it";
    }

    /** Always: whatever brings it back to the bus ends its old connections. */
    @Override
    default boolean losesReplies() {
        return true;
    }

    /** PID 1 as it is now. */
    static Reading<ProcessTable.Entry> read(NodeAccess access) {
        return Outcome.of(_ -> new Proc(access.host()).process(ProcessTable.INIT), Deadline.in(Duration.ofSeconds(2)));
    }

    static Check same(Target systemd, Reading<ProcessTable.Entry> init) {
        var what = "PID 1 is the systemd that was diagnosed";
        return switch (init) {
            case Reading.Seen<ProcessTable.Entry>(var now) -> {
                if (!now.comm().equals("systemd")) {
                    yield Check.refuses(what, "PID 1 is " + now.comm() + ", not systemd: it would not know what to do");
                }
                yield Check.that(
                        Vertex.Process.of(now).equals(systemd.vertex()),
                        what,
                        "PID 1 is not the process that was diagnosed: diagnose again");
            }
            case Reading.Silent<ProcessTable.Entry> _,
                    Reading.Failed<ProcessTable.Entry> _,
                    Reading.Refused<ProcessTable.Entry> _,
                    Reading.NotAsked<ProcessTable.Entry> _ -> Check.refuses(what, "could not read who PID 1 is");
        };
    }
}
