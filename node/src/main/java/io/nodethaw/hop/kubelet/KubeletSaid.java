package io.nodethaw.hop.kubelet;

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
        return List.of(certificateExpired(), busConnectionLost(), apiSilent());
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
                BusClosed.EXPLANATION);
    }

    /** A log does not tell whether that is the server's fault, the network's, or that of a connection which kubelet uses on. */
    private static LoggedFinding apiSilent() {
        return new LoggedFinding(
                Logged.Sign.API_SILENT,
                _ -> new Vertex.Remote("the API server, or the way to it"),
                LoggedFinding::speaker,
                _ -> Weight.DOUBTFUL,
                _ -> "takes no status and no lease from kubelet",
                Optional.of(new Step(
                        "ss -tnp state established '( dport = :6443 )'",
                        "shows kubelet's connections to the API server, and what waits in them to be sent")),
                UnrenewedLease.RULE.explanation());
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
                ClientCertificate.EXPLANATION);
    }
}
