package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;

/** The API server takes no renewal of the node's lease, because the certificate by which kubelet says who it is does not count. */
final class ClientCertificate implements Rule {
    static final Explanation EXPLANATION = new Explanation(
            "kubelet.certificate-expired",
            "The client certificate by which kubelet says who it is has expired, or is not valid yet, and the API server takes "
                    + "nothing from kubelet: the node is NotReady. Containers go on. kubelet renews a certificate of its own while "
                    + "it is valid; after that it cannot.",
            List.of(
                    "openssl x509 -noout -subject -dates -in /var/lib/kubelet/pki/kubelet-client-current.pem",
                    "journalctl -u kubelet: \"Unauthorized\", \"certificate has expired or is not yet valid\".",
                    "date -u, beside that of another machine: with a clock that is wrong a good certificate does not count."),
            "If the clock is wrong, set it. Else give kubelet a new one: on a node that joins with a bootstrap kubeconfig remove "
                    + "its kubeconfig and kubelet-client-current.pem, renew the bootstrap token, restart kubelet and approve its request "
                    + "(kubectl get csr); on a control plane made by kubeadm: kubeadm init phase kubeconfig kubelet.",
            List.of("kubelet, --rotate-certificates, --bootstrap-kubeconfig", "client-go, util/certificate"));

    static final String LABEL = "kubelet's client certificate";

    static Vertex.Resource vertex(KubeletAccess.Certificate certificate) {
        return new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, certificate.file());
    }

    @Override
    public Explanation explanation() {
        return EXPLANATION;
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return Lease.of(view)
                .filter(Lease::isPastGrace)
                .flatMap(lease -> lease.rejected(view)
                        .<Finding>map(time -> new Finding.Failing(
                                explanation().code(),
                                vertex(time.certificate()),
                                Confidence.PROVEN,
                                time.trouble().orElse(""),
                                List.of(
                                        Proof.of(
                                                "valid from "
                                                        + time.certificate().from() + " to "
                                                        + time.certificate().until(),
                                                KubeletAccess.TYPE.key(KubeletUnit.running(view)
                                                        .orElse(""))),
                                        UnrenewedLease.proof(lease, lease.log())))))
                .stream()
                .toList();
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return Lease.of(view)
                .flatMap(lease -> lease.rejected(view))
                .map(CertificateTime::certificate)
                .filter(certificate -> vertex(certificate).equals(root.vertex()))
                .map(certificate -> new Step(
                        certificate.printed("-subject -dates"),
                        "shows its dates; if the clock is right, renew it: nodethaw explain "
                                + explanation().code()));
    }
}
