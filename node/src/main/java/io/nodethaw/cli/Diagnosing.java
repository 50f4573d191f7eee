package io.nodethaw.cli;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * The look that a verdict is given on. A server that is late and still moves may answer a moment later or never. To tell the two
 * apart, such a node is looked at once more with more time, unless the user has set a limit.
 *
 * @param notes what else the user should know
 */
record Diagnosing(Judged judged, List<String> notes) {
    Diagnosing {
        notes = List.copyOf(notes);
    }

    /** What was read. */
    Evidence evidence() {
        return judged.view().evidence();
    }

    /** Has containers started meanwhile. What may be left behind of them is among the notes. */
    static Diagnosing lookAtStarts(Invocation given) throws Failure, InterruptedException {
        var limit = given.arguments().limit();
        given.output().progress("having each runtime start a container and remove it, for up to 30 s ...");
        var left = new ArrayList<String>();
        var evidence = given.tools().looker().lookAtStarts(limit, left::add);
        return new Diagnosing(given.tools().judge(evidence), left);
    }

    /** Looks, and says on stderr what it waits for. */
    static Diagnosing look(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        var limit = arguments.limit();
        var looker = given.tools().looker();
        given.output().progress("looking at this node, " + limit.toMillis() + " ms a probe ...");
        var first = given.tools().judge(looker.look(limit, _ -> false));
        if (arguments.has(Table.LIMIT) || first.patience().isEmpty()) {
            return new Diagnosing(first, List.of());
        }
        var patience = first.patience().get();
        given.output()
                .progress("an answer is late: asking once more, for up to " + patience.toSeconds() + " s (with --limit "
                        + limit.toSeconds() + "s it would end here) ...");
        var patient = given.tools().judge(looker.lookAnew(patience));
        boolean recovered = patient.verdict().state() == Verdict.State.HEALTHY
                && first.verdict().state()
                        != Verdict.State.UNCLEAR; // there nobody was late, only something not seen yet
        return recovered
                ? new Diagnosing(first, List.of("asked once more, all answered: what was late has recovered"))
                : new Diagnosing(patient, List.of());
    }
}
