package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Forecasting;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Certificates end at the date that is written in them; of an end within a week everybody is told. */
class CertificatesSupplyTest {
    private static final String UNIT = "kubelet.service";

    private final WholeNode here = new WholeNode();
    private final Instant now = here.node.evidence().at();

    CertificatesSupplyTest() {
        here.node.says(Units.TYPE, LeaseTest.units(UNIT, "active", "running"));
    }

    private Optional<KubeletAccess.Certificate> certificate(Duration given, Duration left) {
        var until = now.plus(left);
        return Optional.of(new KubeletAccess.Certificate("/pki/one.pem", "system:node:k1", until.minus(given), until));
    }

    private void access(
            Optional<KubeletAccess.Certificate> client,
            Optional<KubeletAccess.Certificate> serving,
            Optional<KubeletAccess.Certificate> authority) {
        here.node.says(KubeletAccess.TYPE, UNIT, new KubeletAccess(Optional.empty(), client, serving, authority));
    }

    private List<String> warnings() {
        var view = new NodeView(here.node.evidence());
        var graph = WholeNode.chain().graph(view);
        return WholeNode.chain().triage(view, graph, WholeNode.chain().judge(view, graph)).warnings().stream()
                .map(warning -> warning.stock().label())
                .toList();
    }

    private List<Outlook> outlooks() {
        var seen = List.of(new NodeView(here.node.evidence()));
        return new Forecasting(seen, WholeNode.chain().hops(), PastLevels.NONE)
                .forecast().outlooks().stream()
                        .filter(outlook -> outlook.stock().until().isPresent())
                        .toList();
    }

    @Test
    void eachHasTheDateThatIsWrittenInIt() {
        access(
                certificate(Duration.ofDays(365), Duration.ofDays(100)),
                certificate(Duration.ofDays(365), Duration.ofDays(90)),
                certificate(Duration.ofDays(3650), Duration.ofDays(3000)));
        assertThat(outlooks())
                .extracting(outlook -> outlook.stock().meaning().code())
                .containsExactly("kubelet.serving-certificate", "kubelet.client-certificate", "kubelet.authority");
        assertThat(outlooks().getFirst().end().orElseThrow().likely()).isEqualTo(now.plus(Duration.ofDays(90)));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void theLastWeekIsWarnedOf() {
        access(
                certificate(Duration.ofDays(365), Duration.ofDays(6)),
                certificate(Duration.ofDays(365), Duration.ofDays(8)),
                certificate(Duration.ofDays(3650), Duration.ofDays(-1)));
        assertThat(warnings()).containsExactly("authority of the API server", "kubelet's client certificate");
    }

    @Test
    void oneThatIsGivenForADayIsGivenAnewInTime() {
        access(certificate(Duration.ofDays(1), Duration.ofHours(8)), Optional.empty(), Optional.empty());
        assertThat(warnings()).isEmpty();
        access(certificate(Duration.ofDays(1), Duration.ofHours(2)), Optional.empty(), Optional.empty());
        assertThat(warnings()).containsExactly("kubelet's client certificate");
    }

    @Test
    void withoutCertificatesNothingIsSaid() {
        access(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(outlooks()).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whatWasNotReadIsAskedForByAForecastOnly() {
        var supply = new CertificatesSupply();
        var blind = new NodeView(here.node.evidence());
        assertThat(supply.stocks(blind)).isEmpty();
        assertThat(supply.wants(blind, Depth.LIGHT)).isEmpty();
        assertThat(supply.wants(blind, Depth.CLOSE)).containsExactly(KubeletAccess.TYPE.key(UNIT));
        access(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(supply.wants(new NodeView(here.node.evidence()), Depth.CLOSE))
                .isEmpty();
    }

    @Test
    void aNodeWithoutKubeletHasNone() {
        var other = new WholeNode();
        assertThat(new CertificatesSupply().wants(new NodeView(other.node.evidence()), Depth.CLOSE))
                .isEmpty();
    }
}
