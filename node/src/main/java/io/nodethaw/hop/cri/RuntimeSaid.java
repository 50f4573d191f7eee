package io.nodethaw.hop.cri;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.LoggedFinding.Weight;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** What logs and conditions say of the runtime's networks. */
final class RuntimeSaid {
    /** kubelet says it each 5 s; fewer times may be the first seconds of a node, before the pod of the plug-in has started. */
    private static final int LASTING = 3;

    private static final LoggedFinding NO_NETWORK = new LoggedFinding(
            Logged.Sign.NETWORK_NOT_READY,
            _ -> new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, "CNI configuration"),
            (_, _) -> new Vertex.Ourselves(),
            said -> said.times() >= LASTING ? Weight.FAILS : Weight.DOUBTFUL,
            _ -> "none that the runtime can use",
            Optional.of(new Step(
                    "ls -la /etc/cni/net.d",
                    "the pod of the network plug-in writes a file there when it starts; see why it does not")),
            new NoNetwork().explanation());

    private static final LoggedFinding REFUSED = new LoggedFinding(
            Logged.Sign.NETWORK_REFUSED,
            said -> new Vertex.Resource(
                    Vertex.ResourceKind.PROGRAM,
                    said.about().isEmpty() ? "CNI plug-in" : "CNI plug-in " + said.about()),
            LoggedFinding::speaker,
            said -> said.times() >= LASTING ? Weight.FAILS : Weight.DOUBTFUL,
            _ -> "gives pods no network",
            Optional.of(new Step(
                    "kubectl -n kube-system get pods -o wide --field-selector spec.nodeName=NODE",
                    "shows whether the pod of the network plug-in runs on this node; its log says what it lacks")),
            new Explanation(
                    "cri.network-plugin-fails",
                    "The CNI plug-in answers at once that it cannot give a pod its network, so the runtime starts no pod but those on the node's own "
                            + "network. Most plug-ins only ask an agent on the same node, which runs as a pod and may be gone, not ready, out of "
                            + "addresses, or without rights at the API server.",
                    List.of(
                            "journalctl -u kubelet -u containerd -u crio | grep -i 'failed (add)': the last words are the plug-in's own.",
                            "crictl ps -a --name 'calico|cilium|flannel|aws-node|multus|weave' shows whether its agent runs.",
                            "A dial that was refused, at 127.0.0.1 or a socket below /run or /var/run, is to that agent."),
                    "Mend the agent of the network plug-in on this node: its pod, its rights, its range of addresses. kubelet tries each pod again.",
                    List.of(
                            "CNI: libcni, plugin type failed (add)",
                            "containerd internal/cri/server/sandbox_run.go, setupPodNetwork")));

    private static final LoggedFinding CRASHES = new LoggedFinding(
            Logged.Sign.START_CRASHES,
            _ -> new Vertex.Resource(Vertex.ResourceKind.PROGRAM, "the runtime or shim of a container"),
            (_, _) -> new Vertex.Ourselves(),
            said -> said.times() >= LASTING ? Weight.FAILS : Weight.DOUBTFUL,
            _ -> "ends by itself when it is started",
            Optional.of(new Step(
                    "runc --version; containerd-shim-runc-v2 -v; dmesg -T | grep -i segfault",
                    "shows whether they run at all, and of which versions they are")),
            new Explanation(
                    "cri.start-crashes",
                    "The program that makes a container, or the shim that serves it, ends by itself at the start: a panic or fatal error of Go, or a "
                            + "signal such as SIGSEGV, in the words that the runtime passes on. It mostly does not fit the other programs, the "
                            + "kernel or its configuration. No container starts while that lasts.",
                    List.of(
                            "journalctl -u containerd -u docker -u crio | grep -e 'panic:' -e 'fatal error:' shows its words.",
                            "runc --version and containerd-shim-runc-v2 -v, beside containerd --version."),
                    "Install versions of runc, shim and runtime that belong together, or go back to those before.",
                    List.of("containerd core/runtime/v2/binary.go, Start", "Go: runtime/panic.go")));

    /** All of it. */
    static final List<LoggedFinding> ALL = List.of(NO_NETWORK, REFUSED, CRASHES);

    private RuntimeSaid() {}
}
