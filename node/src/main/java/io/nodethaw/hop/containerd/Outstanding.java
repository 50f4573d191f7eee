package io.nodethaw.hop.containerd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.GoDaemon;
import java.time.Duration;
import java.util.List;

/**
 * containerd has served for minutes a request that normally takes seconds. When it waits for a shim, a child or a lock, the
 * graph shows that; this rule reports requests that do not lead out of containerd.
 */
final class Outstanding implements Rule {
    static final String CODE = "containerd.start-outstanding";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "containerd has been busy for minutes with a request that normally takes seconds (a start, a status, "
                        + "a list), and it is not seen to wait for any other process. The caller, dockerd or kubelet, "
                        + "waits too.",
                List.of(
                        "nodethaw stacks containerd: look at the goroutine named here; its innermost frames tell what "
                                + "it waits for.",
                        "ctr version answers nevertheless: only this request is stuck."),
                "Save the stacks for a bug report; if nothing is found below containerd, restart it (containers keep "
                        + "running).",
                List.of("containerd services/tasks/local.go", "containerd pkg/cri/server"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return GoDaemon.of(view, graph.roles(), ContainerdHop.NAME).stream()
                .flatMap(daemon -> daemon.outstanding().stream().map(goroutine -> finding(daemon, goroutine)))
                .filter(finding -> graph.from(finding.about()).stream().noneMatch(Edge::leadsOn))
                .toList();
    }

    private static Finding finding(GoDaemon daemon, Goroutine goroutine) {
        return new Finding.Stuck(
                CODE,
                daemon.vertex(goroutine.id()),
                Confidence.LIKELY,
                daemon.serves(goroutine).orElse("a request") + " outstanding for at least "
                        + daemon.age(goroutine).orElse(Duration.ZERO).toMinutes() + " min",
                List.of(Proof.of(
                        "[" + goroutine.state() + "] in "
                                + goroutine.frames().getFirst().function(),
                        daemon.key())));
    }
}
