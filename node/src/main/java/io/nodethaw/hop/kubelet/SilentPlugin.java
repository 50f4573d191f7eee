package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.OverdueTasks;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A device plug-in has not answered kubelet for minutes; whom the plug-in itself waits for is not seen. */
final class SilentPlugin implements Rule {
    /** Methods of k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1 that kubelet calls without a limit before it starts a pod. */
    private static final Set<String> METHODS = Set.of("Allocate", "GetPreferredAllocation");

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kubelet.device-plugin-silent",
                "kubelet has asked a device plug-in for the devices of a pod, and has had no answer for minutes. It asks in the loop that all "
                        + "pods go through, and without a limit: no pod of the node is started or ended meanwhile. Pods that run go "
                        + "on, and the node stays Ready.",
                List.of(
                        "nodethaw stacks kubelet --function allocate shows the call.",
                        "nodethaw chain PID of the plug-in shows what it waits for itself.",
                        "curl -s 127.0.0.1:10248/healthz fails five minutes after the loop stopped: \"syncloop failed\"."),
                "Look at the log of the plug-in, then restart its pod or unit: the call ends with its connection, and kubelet goes on.",
                List.of(
                        "kubelet pkg/kubelet/cm/devicemanager/endpoint.go",
                        "kubelet pkg/kubelet/kubelet.go, syncLoopIteration"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var kubelets = KubeletHop.pids(view);
        return graph.edges().stream()
                .filter(edge -> edge.kind() == Wait.CALL && edge.strength() == Strength.NEEDS)
                .filter(edge -> edge.from() instanceof Vertex.Process(int pid, long _) && kubelets.contains(pid))
                .filter(edge -> METHODS.contains(edge.gist().method()))
                .filter(edge -> edge.atLeast()
                        .filter(age -> age.compareTo(OverdueTasks.LIMIT) >= 0)
                        .isPresent())
                .filter(edge -> graph.from(edge.to()).stream().noneMatch(Edge::leadsOn))
                .<Finding>map(edge -> new Finding.Stuck(
                        explanation().code(),
                        edge.to(),
                        Confidence.LIKELY,
                        "has not answered " + edge.gist().method() + " of kubelet for at least "
                                + edge.atLeast().orElse(OverdueTasks.LIMIT).toMinutes() + " min",
                        List.of(new Proof(edge.text(), edge.readings()))))
                .toList();
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? Optional.of(new Step(
                        "nodethaw chain " + process.pid(),
                        "shows what it waits for itself; when it ends, kubelet goes on"))
                : Optional.empty();
    }
}
