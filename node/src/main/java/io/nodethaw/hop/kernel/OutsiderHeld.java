package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Halted;
import java.util.List;

/** A process that is not a hop, but that the chain waits for, is stopped, traced or frozen. */
final class OutsiderHeld implements Rule {
    static final String CODE = "kernel.process-held";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A process outside the chain that a part of the chain waits for is stopped by a signal, held by a tracer, or in a "
                        + "frozen cgroup.",
                List.of("Read State and TracerPid in /proc/PID/status, and the freezer state of the cgroups in "
                        + "/proc/PID/cgroup."),
                "Find out who stopped it; then let it go on: kill -CONT, detach the tracer, or thaw the cgroup.",
                List.of("man 5 proc_pid_status"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.edges().stream()
                .filter(edge -> Halted.by(view, edge) && graph.role(edge.from()).isEmpty())
                .<Finding>map(edge -> new Finding.Stuck(
                        CODE,
                        edge.from(),
                        Confidence.PROVEN,
                        edge.text(),
                        List.of(new Proof(edge.text(), edge.readings()))))
                .distinct()
                .toList();
    }
}
