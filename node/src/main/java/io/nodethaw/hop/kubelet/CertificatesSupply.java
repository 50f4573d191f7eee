package io.nodethaw.hop.kubelet;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The time that is left to kubelet's certificates, and to the authority by which it knows the API server. */
record CertificatesSupply() implements Supply {
    private static final Stock.Meaning CLIENT = new Stock.Meaning(
            "kubelet.client-certificate",
            "the API server takes nothing from kubelet, and the node is NotReady",
            "see why kubelet has not renewed it: journalctl -u kubelet | grep -i certificate; kubectl get csr; on a control plane of "
                    + "kubeadm: kubeadm certs check-expiration");

    private static final Stock.Meaning SERVING = new Stock.Meaning(
            "kubelet.serving-certificate",
            "logs, exec and metrics of this node's pods fail where this certificate is checked",
            "approve kubelet's request for a new one (kubectl get csr), or renew the file that --tls-cert-file names");

    private static final Stock.Meaning AUTHORITY = new Stock.Meaning(
            "kubelet.authority",
            "kubelet trusts no API server, and the node is NotReady",
            "renew the authority of the cluster, and put it into kubelet's kubeconfig beside the old one before that ends");

    @Override
    public String name() {
        return "certificates of kubelet";
    }

    /** Each look at a kubelet that answers reads them anyway, see {@link ToRead}. They are read once: they have their dates in them. */
    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE && access(view).isEmpty()
                ? KubeletUnit.any(view).stream().map(KubeletAccess.TYPE::key).collect(toSet())
                : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return access(view).stream()
                .flatMap(access -> Stream.of(
                                access.certificate()
                                        .map(one -> stock(view, CLIENT, ClientCertificate.LABEL, one)
                                                .at(ClientCertificate.vertex(one))),
                                access.serving().map(one -> stock(view, SERVING, "kubelet's serving certificate", one)),
                                access.authority()
                                        .map(one -> stock(view, AUTHORITY, "authority of the API server", one)))
                        .flatMap(Optional::stream))
                .toList();
    }

    private static Optional<KubeletAccess> access(NodeView view) {
        return KubeletUnit.any(view).flatMap(unit -> view.evidence().seen(KubeletAccess.TYPE, unit));
    }

    private static Stock stock(NodeView view, Stock.Meaning meaning, String label, KubeletAccess.Certificate one) {
        return Stock.time(
                meaning,
                label,
                one.from(),
                one.until(),
                view.evidence().at(),
                KubeletAccess.TYPE.key(KubeletUnit.any(view).orElse("")));
    }
}
