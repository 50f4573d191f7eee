package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.FramePattern;
import java.time.Duration;
import java.util.Optional;

/**
 * The lease by which kubelet shows every ten seconds that the node lives, while it is not renewed.
 *
 * @param log shows it
 * @param failed the renewals that have failed since
 * @param access how kubelet gets at the API server, where that is known
 */
record Lease(Vertex.Process kubelet, Key log, KubeletLog.FailedRenewals failed, Optional<KubeletAccess> access) {
    /**
     * From this age on the node counts as NotReady: the default of node-monitor-grace-period of the controller manager, which was 40
     * seconds before Kubernetes 1.32 (pkg/controller/nodelifecycle/config/v1alpha1/defaults.go; CHANGELOG-1.32, 126287).
     */
    private static final Duration GRACE = Duration.ofSeconds(50);

    /** The loop that asks for the lease until it is there: before 1.20, and since then (lease/controller.go). */
    private static final FramePattern LOOP = FramePattern.of(
            "k8s.io/kubernetes/pkg/kubelet/nodelease.(*controller).backoffEnsureLease",
            "k8s.io/component-helpers/apimachinery/lease.(*controller).backoffEnsureLease");

    /**
     * The longest pause of that loop, 7 s (maxBackoff of lease/controller.go), and two requests in it, to get and to create, each of which is
     * given up after ten (nodeStatusUpdateFrequency, for heartbeatClientConfig of cmd/kubelet/app/server.go).
     */
    private static final Duration LATELY = Duration.ofSeconds(30);

    /** The lease of the node, where it is known that it is not being renewed. */
    static Optional<Lease> of(NodeView view) {
        return HealthPort.kubelet(view)
                .flatMap(kubelet -> KubeletUnit.running(view)
                        .flatMap(unit -> view.evidence()
                                .seen(KubeletLog.TYPE, unit)
                                .flatMap(KubeletLog::lease)
                                .filter(failed -> goesOn(view, kubelet, failed))
                                .map(failed -> new Lease(
                                        kubelet,
                                        KubeletLog.TYPE.key(unit),
                                        failed,
                                        view.evidence().seen(KubeletAccess.TYPE, unit)))));
    }

    /**
     * True while kubelet still waits before it tries again, or is seen in the loop in which it tries. One that was started since then
     * may have succeeded at once, whatever the one before it meant to wait.
     */
    private static boolean goesOn(NodeView view, Vertex.Process kubelet, KubeletLog.FailedRenewals failed) {
        boolean waits =
                failed.last().compareTo(failed.pause()) <= 0 && !KubeletHop.isYounger(view, kubelet, failed.last());
        return waits || failed.last().compareTo(LATELY) <= 0 && isTried(view, kubelet.pid());
    }

    /** True when kubelet was asking for its lease anew when its goroutines were read last. */
    static boolean isTried(NodeView view, int pid) {
        return view.evidence().seen(Goroutines.TYPE, pid).stream()
                .flatMap(read -> read.goroutines().stream())
                .anyMatch(LOOP::isIn);
    }

    /** How long it has not been renewed, at least: the last renewal was before the first one that failed. */
    Duration age() {
        return failed.first();
    }

    /** True when it is so old that the node counts as NotReady. */
    boolean isPastGrace() {
        return age().compareTo(GRACE) >= 0;
    }

    /** What a person calls the server. */
    String server() {
        return access.map(KubeletAccess::called).orElse("API server");
    }

    /** The certificate that is the reason, where that is known: the server does not take it, and its dates say why. */
    Optional<CertificateTime> rejected(NodeView view) {
        return failed.why() == KubeletLog.Why.UNAUTHORIZED
                ? access.flatMap(KubeletAccess::certificate)
                        .map(certificate ->
                                new CertificateTime(certificate, view.evidence().at()))
                        .filter(CertificateTime::isInvalid)
                : Optional.empty();
    }
}
