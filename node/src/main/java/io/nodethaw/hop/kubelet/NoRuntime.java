package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.evidence.RuntimeEndpoint;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.MissingServer;
import io.nodethaw.wait.Vertex;
import java.util.List;

/** kubelet keeps connections to its container runtime, and cannot run a pod without one. */
final class NoRuntime {
    /** kubelet's own sockets, those of plug-ins among them, lie below its folder. */
    private static final String OWN = "/kubelet/";

    static final MissingServer RULE = new MissingServer(
            KubeletHop.NAME,
            new Vertex.Remote("a container runtime for kubelet"),
            "container runtime",
            Addresses.RUNTIMES,
            path -> path.endsWith(".sock") && !path.contains(OWN),
            Addresses.RUNTIME_UNITS,
            view -> view.evidence().seen(RuntimeEndpoint.TYPE),
            new Explanation(
                    "kubelet.no-runtime",
                    "kubelet runs, and there is no container runtime: no process of one, or nobody who listens at the socket that "
                            + "kubelet is told to use; and no connection to one. No pod of the node "
                            + "starts, stops or is looked after; the node becomes NotReady.",
                    List.of(
                            "pgrep -a 'containerd|crio|dockerd' finds none but shims.",
                            "kubectl describe node: \"container runtime is down\".",
                            "systemctl status containerd crio docker: which is installed, and whether it is disabled or masked."),
                    "Start the runtime that kubelet is configured for (containerRuntimeEndpoint in its configuration, or "
                            + "--container-runtime-endpoint): systemctl start containerd.",
                    List.of("kubelet, --container-runtime-endpoint")));

    private NoRuntime() {}
}
