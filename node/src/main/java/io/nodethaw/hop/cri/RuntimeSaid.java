package io.nodethaw.hop.cri;

import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.LoggedFinding.Weight;
import io.nodethaw.wait.Vertex;
import java.util.Optional;

/** What logs and conditions say of the runtime's networks. */
final class RuntimeSaid {
    /** kubelet says it each 5 s; fewer times may be the first seconds of a node, before the pod of the plug-in has started. */
    private static final int LASTING = 3;

    static final LoggedFinding NO_NETWORK = new LoggedFinding(
            Logged.Sign.NETWORK_NOT_READY,
            _ -> new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, "CNI configuration"),
            (_, _) -> new Vertex.Ourselves(),
            said -> said.times() >= LASTING ? Weight.FAILS : Weight.DOUBTFUL,
            _ -> "none that the runtime can use",
            Optional.of(new Step(
                    "ls -la /etc/cni/net.d",
                    "the pod of the network plug-in writes a file there when it starts; see why it does not")),
            new NoNetwork().explanation());

    private RuntimeSaid() {}
}
