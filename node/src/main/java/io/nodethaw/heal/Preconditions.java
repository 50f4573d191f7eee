package io.nodethaw.heal;

import io.nodethaw.evidence.Machine;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.wait.Starved;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** What must hold before any act, each with its own refusal. Pure: it judges what was read. */
final class Preconditions {
    private Preconditions() {}

    /** Checked first of all: without it neither evidence nor records can be written. */
    static Check root(Diagnosis now) {
        long uid = now.evidence().seen(Machine.TYPE).map(Machine::uid).orElse(-1L);
        return Check.that(
                uid == 0,
                "we are root",
                "not root (uid " + uid + "): only root may act on the node's processes; use sudo");
    }

    /** Whoever gets no processor cannot tell who else does not answer, and is late with whatever it does. */
    static Check hasTime(Diagnosis now) {
        var what = "this program got the processor time that it needed";
        return Starved.share(now.view(), new Vertex.Ourselves())
                .map(
                        share -> Check.refuses(
                                what,
                                "the machine is too busy: this program was queued for a processor for " + share
                                        + " % of the time, and cannot tell who else is late; find out what takes the processors, and try again"))
                .orElseGet(() -> Check.holds(what));
    }

    static Check once(boolean tried) {
        return Check.that(
                !tried,
                "not done for this cause within the last hour",
                "this was already done for the same cause within the last hour and is not repeated: drain the node "
                        + "and restart it");
    }

    /** The first refusal. */
    static Optional<String> refusal(List<Check> checks) {
        return checks.stream().flatMap(check -> check.refusal().stream()).findFirst();
    }
}
