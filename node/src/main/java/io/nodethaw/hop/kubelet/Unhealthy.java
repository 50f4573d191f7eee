package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

/** kubelet answers that it is not healthy. It does not say why. */
final class Unhealthy implements Rule {
    static final String CODE = "kubelet.unhealthy";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "kubelet's health port answers with an error: one of its loops is late. syncloop is the loop that "
                        + "starts and stops pods. It usually waits for the runtime or for a mount; if nothing else is "
                        + "reported here, what it waits for was not seen.",
                List.of(
                        "curl -s '127.0.0.1:10248/healthz?verbose' marks each failed part with [-].",
                        "journalctl -u kubelet: \"PLEG is not healthy\" and \"skipping pod synchronization\" name the reason."),
                "Look at what kubelet waits for: nodethaw chain kubelet. If nothing below it waits, restart kubelet; "
                        + "pods keep running.",
                List.of("kubelet pkg/kubelet/server/server.go, syncLoopHealthCheck", "pkg/kubelet/pleg/generic.go"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return KubeletHop.unwell(view)
                .<Finding>map(answer -> new Finding.Warning(
                        CODE,
                        KubeletHop.vertex(view),
                        Confidence.PROVEN,
                        answer.complaint(),
                        List.of(Proof.of(
                                "health port: status " + answer.status(),
                                KubeletAnswer.TYPE.key(HealthPort.instance(view))))))
                .stream()
                .toList();
    }
}
