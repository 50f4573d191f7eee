package io.nodethaw.hop.cri;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.evidence.RuntimeSettings;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CRI runtime has no CNI configuration, and was asked for a pod with a network of its own. Without the second a node is fine: one
 * that serves dockerd alone never has any.
 */
record NoNetwork() implements Obstacle {
    @Override
    public Explanation explanation() {
        return new Explanation(
                "cri.no-cni-configuration",
                "The CRI runtime finds no CNI configuration that it can use, so that it can give no pod a network. Every pod fails to start "
                        + "but those on the node's own network; kubelet reports the node as not ready.",
                List.of(
                        "crictl info shows the condition NetworkReady, and in lastCNILoadStatus why.",
                        "ls -l /etc/cni/net.d, or the folder that its configuration names: a file *.conf or *.conflist must be there.",
                        "journalctl -u containerd -u crio -n 50 shows the pods that failed."),
                "Look at the pod of the network plug-in on this node (calico-node, cilium, kube-flannel, aws-node): it writes that file when "
                        + "it starts. It is read as soon as it is there.",
                List.of("CRI: api.proto, RuntimeCondition NetworkReady", "containerd: go-cni, ErrCNINotInitialized"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE && !met(view).isEmpty() ? Set.of(RefusedStarts.TYPE.key()) : Set.of();
    }

    @Override
    public List<Met> met(NodeView view) {
        var met = new ArrayList<Met>();
        view.evidence()
                .readings(RuntimeSettings.TYPE)
                .forEach((path, reading) -> reading.seen()
                        .flatMap(RuntimeSettings::network)
                        .filter(network -> !network.ready())
                        .ifPresent(network -> met.add(met(view, path, network))));
        return met;
    }

    private static Met met(NodeView view, String path, RuntimeSettings.Network network) {
        var where = network.folder().isEmpty() ? "a CNI folder of the runtime" : network.folder();
        var refusal = Refusal.of(view.evidence(), RefusedStarts.Why.NO_NETWORK);
        var said = Proof.of(
                "the runtime at " + path + " says NetworkReady=false: "
                        + (network.message().isEmpty() ? network.reason() : network.message()),
                RuntimeSettings.TYPE.key(path));
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, where),
                "CNI configuration",
                "none that can be used in " + where,
                refusal.certainty(false),
                Confidence.PROVEN,
                refusal.after(said));
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return Optional.of(met.at().id())
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> new Step(
                        "ls -la " + Shell.word(folder),
                        "the pod of the network plug-in writes a file there when it starts; see why it does not"));
    }
}
