package io.nodethaw.heal;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;

/**
 * One look at the node with what follows from it.
 *
 * @param graph who waits for whom
 * @param verdict on the same evidence
 */
public record Case(Evidence evidence, WaitGraph graph, Verdict verdict) {
    /** The evidence with its look-ups. */
    NodeView view() {
        return new NodeView(evidence);
    }

    /** Boot of the kernel; empty when it was not read. */
    String bootId() {
        return evidence.seen(Machine.TYPE).map(Machine::bootId).orElse("").strip();
    }

    /** Seconds since boot; what "within the last hour" is measured by, since wall clocks jump. */
    double sinceBoot() {
        return evidence.seen(Machine.TYPE).map(Machine::sinceBoot).orElse(0.0);
    }
}
