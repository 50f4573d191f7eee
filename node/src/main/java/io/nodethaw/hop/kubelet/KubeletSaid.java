package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.LoggedFinding.Weight;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** What kubelet's log says of itself. */
final class KubeletSaid {
    private static final Vertex CERTIFICATE =
            new Vertex.Resource(Vertex.ResourceKind.CONFIGURATION, "kubelet's client certificate");

    private KubeletSaid() {}

    static List<LoggedFinding> all() {
        return List.of(certificateExpired(), busConnectionLost());
    }

    private static LoggedFinding busConnectionLost() {
        return new LoggedFinding(
                Logged.Sign.BUS_CONNECTION_LOST,
                said -> new Vertex.Resource(
                        Vertex.ResourceKind.CONFIGURATION,
                        "the bus connection of " + (said.program().isEmpty() ? "kubelet" : said.program())),
                LoggedFinding::speaker,
                LoggedFinding.repeated(Weight.FAILS),
                _ -> "has ended, and is used on",
                Optional.of(new Step(
                        "ps -o lstart,pid,comm -C kubelet,crio,dbus-daemon,dbus-broker",
                        "shows whether the bus is younger than whoever uses it; then restart that daemon")),
                new Explanation(
                        "kubelet.bus-connection-lost",
                        "A daemon says again and again \"dbus: connection closed by user\": its connection to the system bus has ended, mostly because dbus-daemon was "
                                + "restarted, and it never makes a new one. It can make no slice or scope, so no pod starts; running ones go on.",
                        List.of(
                                "ps -o lstart,comm -C kubelet,dbus-daemon: the bus is younger than the daemon.",
                                "busctl list works at once: the bus itself is well."),
                        "systemctl restart kubelet (or the daemon that says so). Never restart dbus-daemon on a node.",
                        List.of("Kubernetes issue 100328", "github.com/godbus/dbus conn.go, ErrClosed")));
    }

    private static LoggedFinding certificateExpired() {
        return new LoggedFinding(
                Logged.Sign.CERTIFICATE_EXPIRED,
                _ -> CERTIFICATE,
                LoggedFinding::speaker,
                _ -> Weight.FAILS,
                _ -> "has expired, so the API server hears nothing from it",
                Optional.of(new Step(
                        "openssl x509 -noout -enddate -in /var/lib/kubelet/pki/kubelet-client-current.pem; date",
                        "shows until when it is valid, and whether the clock is right")),
                new Explanation(
                        "kubelet.certificate-expired",
                        "kubelet says that its client certificate has expired. The API server refuses it, so the node becomes NotReady (Unknown: "
                                + "kubelet stopped posting node status), while containers keep running and the runtime is well.",
                        List.of(
                                "openssl x509 -noout -enddate -in /var/lib/kubelet/pki/kubelet-client-current.pem",
                                "timedatectl: with a wrong clock a good certificate looks expired."),
                        "Correct the clock first where it is wrong. Else give kubelet new credentials (kubeadm: a bootstrap kubeconfig, then "
                                + "systemctl restart kubelet) and approve the request.",
                        List.of(
                                "k8s.io/client-go transport/cert_rotation.go",
                                "kubelet pkg/kubelet/certificate/transport.go",
                                "Kubernetes: Configure Certificate Rotation for the Kubelet")));
    }
}
