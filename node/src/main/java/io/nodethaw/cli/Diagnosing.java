package io.nodethaw.cli;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;

/**
 * The look that a verdict is given on. A server that is late and still moves may answer a moment later or never. Unless the
 * user has set a limit, such a node is looked at once more, patiently, to tell the two apart.
 */
final class Diagnosing {
    private Diagnosing() {}

    /** Looks, and says on stderr what it waits for. */
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
                .progress("an answer is late: waiting up to "
                        + looker.patience().toSeconds() + " s for it (--limit " + limit.toSeconds() + "s: do not) ...");
        var patient = looker.patientLook();
        // it answered this time: that it was late before is still true
        return state(given, patient) == Verdict.State.HEALTHY ? first : patient;
    }

    private static Verdict.State state(Invocation given, Evidence evidence) {
        return given.tools().judge(evidence).verdict().state();
    }
}
