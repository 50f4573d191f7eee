package io.nodethaw.remedy;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

/**
 * One look at the node with what follows from it.
 *
 * @param graph who waits for whom
 * @param verdict on the same evidence
 * @param running first processes of the containers that run
 * @param ending those of them whose end somebody has asked for: they may end at any moment, whatever is done
 * @param underWay work on containers that is under way and not stuck
 */
public record Diagnosis(
        Evidence evidence,
        WaitGraph graph,
        Verdict verdict,
        List<Target> running,
        List<Target> ending,
        List<Work> underWay) {
    public Diagnosis {
        running = List.copyOf(running);
        ending = List.copyOf(ending);
        underWay = List.copyOf(underWay);
    }

    /** The evidence with its look-ups. */
    public NodeView view() {
        return new NodeView(evidence);
    }

    /** True when exactly this process was there and had not ended. */
    public boolean lives(Vertex.Process process) {
        return view().process(process.pid())
                .filter(entry -> Vertex.Process.of(entry).equals(process) && !entry.isGone())
                .isPresent();
    }

    /** Each kind of stop that keeps this process from going on: a signal, a tracer, a frozen group. */
    public List<Wait> stops(Vertex.Process process) {
        return graph.from(process).stream()
                .map(Edge::kind)
                .filter(Wait::isStop)
                .distinct()
                .toList();
    }

    /** Id of the kernel's boot; empty when it was not read. */
    public String bootId() {
        return evidence.seen(Machine.TYPE).map(Machine::bootId).orElse("").strip();
    }

    /** Seconds since boot. "Within the last hour" is measured by these, because wall clocks jump. */
    public double sinceBoot() {
        return evidence.seen(Machine.TYPE).map(Machine::sinceBoot).orElse(0.0);
    }
}
