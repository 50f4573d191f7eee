package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A certificate is at fault where its dates say so, the server does not take it, and the lease is past its limit. */
class ClientCertificateTest {
    private static final String UNIT = "kubelet.service";

    private final WholeNode here = new WholeNode();

    ClientCertificateTest() {
        here.node.says(Units.TYPE, LeaseTest.units(UNIT, "active", "running"));
        until("2026-01-01T00:00:00Z");
        fails(62, KubeletLog.Why.UNAUTHORIZED);
    }

    private void until(String end) {
        here.node.says(
                KubeletAccess.TYPE,
                UNIT,
                new KubeletAccess(
                        Optional.of("https://10.0.0.1:6443"),
                        Optional.of(new KubeletAccess.Certificate(
                                "/pki/a.pem",
                                "system:node:k1",
                                Instant.parse("2025-01-01T00:00:00Z"),
                                Instant.parse(end)))));
    }

    private void fails(long first, KubeletLog.Why why) {
        here.node.says(
                KubeletLog.TYPE,
                UNIT,
                new KubeletLog(
                        Optional.of(new KubeletLog.FailedRenewals(
                                Duration.ofSeconds(first), Duration.ofSeconds(3), Duration.ofSeconds(7), why)),
                        Optional.empty()));
    }

    private static List<Finding> findings(NodeView view) {
        return new ClientCertificate().judge(view, WholeNode.chain().graph(view));
    }

    @Test
    void certificateThatHasExpiredAndIsNotTakenIsAtFault() {
        assertThat(findings(here.node.view())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("kubelet.certificate-expired");
            assertThat(finding.title()).startsWith("expired");
        });
    }

    @Test
    void oneThatCountsIsNot() {
        until("2036-01-01T00:00:00Z");
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void oneWithWhichTheServerOnlyIsNotReachedIsNot() {
        fails(62, KubeletLog.Why.REFUSED);
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void whileTheNodeMayBeReadyItIsNot() {
        fails(20, KubeletLog.Why.UNAUTHORIZED);
        assertThat(findings(here.node.view())).isEmpty();
    }

    @Test
    void withoutTheLogOrTheCertificateNothingIsKnown() {
        for (var type : List.of(KubeletLog.TYPE, KubeletAccess.TYPE)) {
            assertThat(findings(new NodeView(here.node.evidence().without(type))))
                    .isEmpty();
        }
    }
}
