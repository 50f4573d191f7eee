package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node whose API server takes no renewal of its lease is NotReady, and that is not its own fault. */
class LeaseTest {
    private static final String UNIT = "kubelet.service";
    private static final String OWN = "/var/lib/kubelet/pki/kubelet-client-current.pem";
    private static final String LOOP =
            "k8s.io/kubernetes/vendor/k8s.io/component-helpers/apimachinery/lease.(*controller).backoffEnsureLease";

    private final WholeNode here = new WholeNode();

    LeaseTest() {
        unit("active", "running");
    }

    private void unit(String active, String sub) {
        here.node.says(Units.TYPE, units(UNIT, active, sub));
    }

    /** What systemd says of a node with this unit alone. */
    static Units units(String name, String active, String sub) {
        return new Units(List.of(new Units.Unit(
                name,
                "loaded",
                active,
                sub,
                "",
                List.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    }

    private LeaseTest fails(long first, long last, KubeletLog.Why why) {
        here.node.says(
                KubeletLog.TYPE,
                UNIT,
                new KubeletLog(
                        Optional.of(new KubeletLog.FailedRenewals(
                                Duration.ofSeconds(first), Duration.ofSeconds(last), Duration.ofSeconds(7), why)),
                        Optional.empty()));
        return this;
    }

    private LeaseTest certificate(String from, String until) {
        here.node.says(
                KubeletAccess.TYPE,
                UNIT,
                new KubeletAccess(
                        Optional.of("https://10.0.0.1:6443"),
                        Optional.of(new KubeletAccess.Certificate(
                                OWN, "system:node:k1", Instant.parse(from), Instant.parse(until)))));
        return this;
    }

    private void tries() {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.kubelet.pid()),
                GoroutineWords.of(here.kubelet, selects(1, frame("time.Sleep", "0x1"), frame(LOOP, "0x1"))));
    }

    private Verdict verdict() {
        return here.verdict();
    }

    private String judged() {
        return WholeNode.judged(verdict());
    }

    private Set<Key> wants(Depth depth) {
        return WholeNode.chain().wants(here.node.view(), depth);
    }

    @Test
    void whileItMayStillBeReadyItIsANote() {
        fails(42, 3, KubeletLog.Why.REFUSED);
        assertThat(judged()).isEqualTo("HEALTHY");
        assertThat(verdict().notes())
                .containsExactly(
                        "the lease of this node has not been renewed for at least 42 s: kubelet asks the API server, and the "
                                + "connection is refused; containers go on, and nothing new is asked of this node meanwhile");
    }

    @Test
    void serverIsTheRootAndNobodyOfThisNode() {
        fails(62, 3, KubeletLog.Why.REFUSED);
        certificate("2025-12-01T00:00:00Z", "2026-12-01T00:00:00Z");
        assertThat(judged()).isEqualTo("FAILING API server 10.0.0.1:6443 kubelet.lease-not-renewed");
        assertThat(verdict().roots().getFirst().finding().orElseThrow().title())
                .isEqualTo("connection refused, lease past its limit");
        assertThat(verdict().notes()).isEmpty();
        assertThat(verdict().victims().getFirst().atLeast()).contains(Duration.ofSeconds(62));
    }

    @Test
    void certificateThatHasExpiredIsTheRootWhereItIsNotAccepted() {
        certificate("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z").fails(62, 3, KubeletLog.Why.UNAUTHORIZED);
        assertThat(judged()).isEqualTo("FAILING kubelet's client certificate kubelet.certificate-expired");
        for (var why : List.of(
                KubeletLog.Why.REFUSED,
                KubeletLog.Why.FORBIDDEN, // the server knows who kubelet is
                KubeletLog.Why.NOT_TRUSTED)) { // it is the server's certificate that is not taken
            fails(62, 3, why);
            assertThat(judged()).isEqualTo("FAILING API server 10.0.0.1:6443 kubelet.lease-not-renewed");
        }
    }

    /** Who gets no processor reads no answer in time. */
    @Test
    void serverIsNotAccusedOfNoAnswerByAKubeletThatGetsNoProcessor() {
        here.kubelet.queued(Duration.ofMillis(900));
        fails(62, 3, KubeletLog.Why.NO_ANSWER);
        assertThat(judged()).isEqualTo("UNCLEAR API server kubelet.lease-not-renewed");
        fails(62, 3, KubeletLog.Why.REFUSED);
        assertThat(judged()).startsWith("FAILING");
    }

    @Test
    void whatToTryFollowsFromHowItFails() {
        certificate("2025-12-01T00:00:00Z", "2026-12-01T00:00:00Z").fails(62, 3, KubeletLog.Why.REFUSED);
        assertThat(here.command()).isEqualTo("curl -k -m 5 https://10.0.0.1:6443/livez");
        fails(62, 3, KubeletLog.Why.FORBIDDEN);
        assertThat(here.command()).isEqualTo("openssl x509 -noout -subject -in " + OWN);
        certificate("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z").fails(62, 3, KubeletLog.Why.UNAUTHORIZED);
        assertThat(here.command()).isEqualTo("openssl x509 -noout -subject -dates -in " + OWN);
    }

    @Test
    void certificateThatHasExpiredAloneIsANote() {
        certificate("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
        assertThat(judged()).isEqualTo("HEALTHY");
        assertThat(verdict().notes())
                .containsExactly("kubelet's client certificate " + OWN
                        + " (system:node:k1) expired 27 h ago, at 2026-01-01T00:00:00Z");
    }

    @Test
    void certificateThatShouldHaveBeenRenewedIsANote() {
        certificate("2025-01-05T00:00:00Z", "2026-01-05T00:00:00Z");
        assertThat(verdict().notes())
                .containsExactly("kubelet's client certificate " + OWN
                        + " (system:node:k1) expires in 2 d, at 2026-01-05T00:00:00Z, and has not been renewed");
        certificate("2025-05-01T00:00:00Z", "2026-05-01T00:00:00Z");
        assertThat(verdict().notes()).isEmpty();
    }

    @Test
    void certificateOfTheFutureTellsOfAClock() {
        certificate("2026-01-02T08:04:05Z", "2027-01-02T00:00:00Z");
        assertThat(verdict().notes().getFirst())
                .contains("is not valid before 2026-01-02T08:04:05Z: the clock of this node is 5 h behind");
    }

    @Test
    void failuresThatHaveEndedSayNothing() {
        fails(300, 12, KubeletLog.Why.REFUSED);
        assertThat(judged()).isEqualTo("HEALTHY");
        assertThat(verdict().notes()).isEmpty();
        tries();
        assertThat(judged()).startsWith("FAILING");
        fails(300, 45, KubeletLog.Why.REFUSED);
        assertThat(judged()).isEqualTo("HEALTHY");
    }

    @Test
    void kubeletThatWasStartedSinceMayHaveRenewedIt() {
        fails(300, 3, KubeletLog.Why.REFUSED);
        here.kubelet.aged(Duration.ofSeconds(2));
        assertThat(judged()).isEqualTo("HEALTHY");
        tries();
        assertThat(judged()).startsWith("FAILING");
    }

    /** One of the two has the process, and nothing tells which. */
    @Test
    void logOfOneOfTwoKubeletsAccusesNobody() {
        fails(300, 3, KubeletLog.Why.REFUSED);
        assertThat(judged()).startsWith("FAILING");
        var both = new ArrayList<>(units(UNIT, "active", "running").units());
        both.addAll(units("k3s.service", "active", "running").units());
        here.node.says(Units.TYPE, new Units(both));
        assertThat(judged()).isEqualTo("HEALTHY");
    }

    @Test
    void logIsReadOnceTheServerMayBeLost() {
        var log = KubeletLog.TYPE.key(UNIT);
        assertThat(wants(Depth.WORK)).contains(KubeletAccess.TYPE.key(UNIT)).doesNotContain(log);
        tries();
        assertThat(wants(Depth.WORK)).contains(log);
    }

    @Test
    void logIsReadWhereKubeletHasNoConnectionToItsServer() {
        var log = KubeletLog.TYPE.key(UNIT);
        certificate("2025-12-01T00:00:00Z", "2026-12-01T00:00:00Z");
        assertThat(wants(Depth.WORK)).contains(log);
        here.node.tcpTo("10.0.0.9:4711", here.kubelet.fd(12), "10.0.0.1:6443");
        assertThat(wants(Depth.WORK)).doesNotContain(log);
        certificate("2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z");
        assertThat(wants(Depth.WORK)).contains(log);
    }

    @Test
    void certificateOfAKubeletThatDoesNotRunIsReadOnceItIsMissed() {
        unit("failed", "failed");
        assertThat(wants(Depth.CLOSE)).contains(KubeletAccess.TYPE.key(UNIT));
        here.notSeenByRoot();
        assertThat(wants(Depth.CLOSE)).doesNotContain(KubeletAccess.TYPE.key(UNIT));
    }
}
