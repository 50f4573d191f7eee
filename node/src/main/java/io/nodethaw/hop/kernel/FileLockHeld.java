package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;

/** A process holds a file lock for which a part of the chain has waited longer than its limit. */
final class FileLockHeld implements Rule {
    static final String CODE = "kernel.file-lock-held";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A process holds a file lock (flock or fcntl) that a part of the chain, such as a CNI plug-in, waits for. The "
                        + "holder may have nothing to do with containers.",
                List.of(
                        "grep -- '->' /proc/locks shows the waiter; the line with the same number before it is the holder.",
                        "ls -l /proc/HOLDER/fd shows the locked file."),
                "Find out what the holder needs the lock for; let it end, or end it: that releases the lock.",
                List.of("man 2 flock", "man 5 proc_locks"));
    }

    /** A daemon of the chain is not to be ended like anybody. */
    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.vertex() instanceof Vertex.Process process
                        && process.isCertain()
                        && root.hop().isEmpty()
                ? Optional.of(new Step(
                        "kill " + process.pid(),
                        "ends the holder, which releases the lock; see first what it is at work on"))
                : Optional.empty();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var late = graph.victims().stream()
                .filter(Victim::pastLimit)
                .map(Victim::vertex)
                .toList();
        var reached = graph.reach(late, Edge::leadsOn);
        return graph.edges().stream()
                .filter(edge -> edge.kind() == Wait.HELD_BY && reached.contains(edge.from()))
                .<Finding>map(edge -> new Finding.Stuck(
                        CODE,
                        edge.to(),
                        Confidence.PROVEN,
                        edge.text(),
                        List.of(new Proof(edge.text(), edge.readings()))))
                .distinct()
                .toList();
    }
}
