package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubeletSaidTest {
    private final WholeNode here = new WholeNode();

    private void said(Logged.Sign sign, String program, long times) {
        said(new Logged(sign, program, "", "E1111 00:15:53 words of a log", times, Optional.empty()));
    }

    private void said(Logged logged) {
        here.node.says(Logged.TYPE, logged.key().instance(), logged);
    }

    private List<String> findings() {
        return here.verdict().findings().stream()
                .map(finding -> finding.code() + ": " + finding.title())
                .toList();
    }

    @Test
    void certificateThatHasExpiredIsTheRoot() {
        said(Logged.Sign.CERTIFICATE_EXPIRED, "kubelet", 1);
        assertThat(here.judged()).isEqualTo("FAILING kubelet's client certificate kubelet.certificate-expired");
        assertThat(findings())
                .containsExactly("kubelet.certificate-expired: has expired, so the API server hears nothing from it");
    }

    /** A connection ends when the bus is started anew, and whoever connects again has said so once. */
    @Test
    void busThatIsUsedOnAfterItsEndFailsWhatIsAskedOnlyWhenSaidAgain() {
        said(Logged.Sign.BUS_CONNECTION_LOST, "kubelet", 1);
        assertThat(here.verdict().findings()).noneMatch(Finding.Failing.class::isInstance);
        said(Logged.Sign.BUS_CONNECTION_LOST, "kubelet", 2);
        assertThat(here.judged()).isEqualTo("FAILING the bus connection of kubelet kubelet.bus-connection-closed");
    }

    @Test
    void eachDaemonHasAConnectionOfItsOwn() {
        said(Logged.Sign.BUS_CONNECTION_LOST, "crio", 3);
        assertThat(here.judged()).startsWith("FAILING the bus connection of crio ");
        assertThat(here.judged()).doesNotContain("of kubelet");
    }

    /** A text that was pasted without the names before its lines. */
    @Test
    void whoseConnectionItIsIsTakenForKubeletsWhereNobodyIsNamed() {
        said(Logged.Sign.BUS_CONNECTION_LOST, "", 3);
        assertThat(here.judged()).startsWith("FAILING the bus connection of kubelet ");
    }

    /** That may be the server, the network, or kubelet's own connection. */
    @Test
    void serverThatIsSilentIsAccusedOfNothingCertain() {
        said(Logged.Sign.API_SILENT, "kubelet", 40);
        assertThat(here.verdict().findings())
                .singleElement()
                .isInstanceOf(Finding.Warning.class)
                .satisfies(
                        finding -> assertThat(finding.title()).isEqualTo("takes no status and no lease from kubelet"));
    }

    @Test
    void otherSignsAreNotKubeletsMatter() {
        said(new Logged(Logged.Sign.CALL_OVERDUE, "kubelet", "Version", "x", 9, Optional.of(Duration.ofMinutes(2))));
        assertThat(findings())
                .noneMatch(finding -> finding.startsWith("kubelet.certificate")
                        || finding.startsWith("kubelet.bus-connection")
                        || finding.startsWith("kubelet.lease"));
    }

    /** Anybody can write to a log, and as much as he likes. */
    @Test
    void lineWithoutEndNamesNothingWithoutEnd() {
        said(new Logged(
                Logged.Sign.BUS_CONNECTION_LOST, "k".repeat(100_000), "", "x".repeat(100_000), 2, Optional.empty()));
        var root = here.verdict().roots().getFirst();
        assertThat(root.name()).startsWith("the bus connection of kkk").hasSizeLessThan(2 * Logged.LONGEST);
        assertThat(root.finding().orElseThrow().proofs())
                .allMatch(proof -> proof.text().length() < 3 * Logged.LONGEST);
    }
}
