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
 * containerd has served one request for minutes that takes seconds. Where it waits for a shim, a child or a lock the graph leads
 * on and says so; this tells of what goes no further than containerd.
 */
final class Outstanding implements Rule {
    static final String CODE = "containerd.start-outstanding";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A request to containerd that takes seconds where all is well (a start, a status, a list) has been served for "
                        + "minutes, and no other process is seen that it waits for. Who asked, dockerd or kubelet, waits with it.",
                List.of(
                        "nodethaw stacks containerd: the goroutine named here; its innermost frames tell what it waits in.",
                        "ctr version answers all the same: only this request stands still."),
                "Save the stacks for a bug report; restart containerd (containers run on) when nothing below it is found.",
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
