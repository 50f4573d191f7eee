package io.nodethaw.cli;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;

/**
 * Takes the look for a verdict. A server that is late but still moves may answer a moment later or never. Unless the user has
 * set a limit, such a node is looked at once more with a long limit, to tell these two cases apart.
 */
final class Diagnosing {
    private Diagnosing() {}

    /** Takes the look, and says on stderr what it waits for. */
    static Evidence look(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        var limit = arguments.limit();
        var looker = given.tools().looker();
        given.output().progress("looking at this node, " + limit.toMillis() + " ms a probe ...");
        var first = looker.look(limit, _ -> false);
        if (arguments.has(Table.LIMIT) || state(given, first) != Verdict.State.SLOW) {
            return first;
        }
        given.output()
                .progress(
                        "an answer is late: waiting up to " + looker.patience().toSeconds() + " s for it (--limit "
                                + limit.toSeconds() + "s: do not wait) ...");
        var patient = looker.patientLook();
        // it answered this time; the verdict that it was late still holds
        return state(given, patient) == Verdict.State.HEALTHY ? first : patient;
    }

    private static Verdict.State state(Invocation given, Evidence evidence) {
        return given.tools().judge(evidence).verdict().state();
    }
}
