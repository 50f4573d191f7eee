package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Starved;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The lease of the node is so old that the node counts as NotReady, because the API server takes no renewal from kubelet. That is
 * the server's fault, or the network's, and never that of a daemon of this node; unless kubelet's own certificate does not count.
 */
final class UnrenewedLease implements Rule, LateEdges {
    /** The server is another machine's, and a certificate serves nobody. */
    private static final String OF_NO_HOP = "";

    static final UnrenewedLease RULE = new UnrenewedLease();

    private UnrenewedLease() {}

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kubelet.lease-not-renewed",
                "kubelet cannot renew the lease of this node at the API server, by what it has logged without a break. From 40 "
                        + "seconds on (50 from Kubernetes 1.32, or as node-monitor-grace-period has it) the node is NotReady, and after "
                        + "five minutes more its pods are evicted. Containers go on; no daemon of this node is at fault.",
                List.of(
                        "journalctl -u kubelet | grep 'ensure lease exists': the error at the end of each line.",
                        "curl -k https://SERVER/livez, with the server that kubelet's kubeconfig names.",
                        "kubectl -n kube-node-lease get lease NODE: renewTime stands still."),
                "See to the API server, the load balancer before it, or the network in between. Restarting kubelet or the runtime "
                        + "does not help. If the server answers everybody else, look at the address and the certificate that kubelet's "
                        + "kubeconfig names.",
                List.of(
                        "k8s.io/component-helpers/apimachinery/lease/controller.go",
                        "kube-controller-manager, --node-monitor-grace-period"));
    }

    private static Optional<Lease> overdue(NodeView view) {
        return Lease.of(view).filter(Lease::isPastGrace);
    }

    /** What its renewal ends at. */
    private static Vertex end(NodeView view, Lease lease) {
        return lease.rejected(view)
                .<Vertex>map(time -> ClientCertificate.vertex(time.certificate()))
                .orElseGet(() -> new Vertex.Remote(lease.server()));
    }

    static Optional<Role> role(NodeView view) {
        return overdue(view)
                .map(lease -> new Role(
                        end(view, lease),
                        OF_NO_HOP,
                        lease.rejected(view).isPresent() ? ClientCertificate.LABEL : lease.server(),
                        "",
                        Role.Standing.NOT_ASKED));
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return overdue(view).stream()
                .map(lease -> new Victim(
                        lease.kubelet(),
                        "the lease of this node is not renewed",
                        Optional.of(lease.age()),
                        false,
                        List.of(lease.log())))
                .toList();
    }

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        return overdue(view).stream()
                .map(lease -> Edge.of(
                        lease.kubelet(),
                        end(view, lease),
                        Strength.NEEDS,
                        Wait.UNIT,
                        "renews the lease of this node, and "
                                + lease.failed().why().words(),
                        lease.log()))
                .toList();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return overdue(view).filter(lease -> lease.rejected(view).isEmpty()).map(lease -> finding(view, lease)).stream()
                .toList();
    }

    /** A kubelet that gets no processor reads no answer in time, whoever gave one. */
    private Finding finding(NodeView view, Lease lease) {
        var code = explanation().code();
        var title = lease.failed().why().brief() + ", lease past its limit";
        var proofs = List.of(proof(lease, lease.log()));
        return Starved.share(view, lease.kubelet())
                .filter(_ -> lease.failed().why() == KubeletLog.Why.NO_ANSWER)
                .<Finding>map(share -> new Finding.Warning(
                        code,
                        end(view, lease),
                        Confidence.POSSIBLE,
                        title + "; but kubelet waited for a processor for " + share + " % of the time",
                        proofs))
                .orElseGet(() -> new Finding.Failing(code, end(view, lease), Confidence.LIKELY, title, proofs));
    }

    /** What shows how old the lease is. */
    static Proof proof(Lease lease, Key log) {
        return Proof.of(
                "kubelet has logged that no renewal of the lease succeeds for at least "
                        + lease.age().toSeconds() + " s, the last one "
                        + lease.failed().last().toSeconds() + " s ago",
                log);
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return overdue(view)
                .flatMap(lease -> lease.access()
                        .flatMap(access -> step(access, lease.failed().why())));
    }

    /** Where it has answered that it does not take kubelet, whether it answers is nothing to try. */
    private static Optional<Step> step(KubeletAccess access, KubeletLog.Why why) {
        return switch (why) {
            case UNAUTHORIZED -> Optional.empty();
            case FORBIDDEN ->
                access.certificate()
                        .map(certificate -> new Step(
                                certificate.printed("-subject"),
                                "shows whose it is: a node may renew the lease of its own name only"));
            case REFUSED, NO_ROUTE, NO_SUCH_HOST, NOT_TRUSTED, NO_ANSWER, CUT_OFF, OTHER ->
                access.server()
                        .map(server -> new Step(
                                "curl -k -m 5 " + Shell.word(server + "/livez"),
                                "shows whether it answers from here; see to it, or to the network"));
        };
    }
}
