package io.nodethaw.collect.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import io.nodethaw.evidence.KubeletLog;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubeletLinesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final String UNIT = "kubelet.service";
    private static final String REFUSED =
            "Get \"https://10.0.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/"
                    + "leases/k1?timeout=10s\": dial tcp 10.0.0.1:6443: connect: connection refused";

    private final StringBuilder lines = new StringBuilder();

    /** Adds an older line. */
    private KubeletLinesTest line(long secondsAgo, String unit, String message) {
        lines.append("{\"__REALTIME_TIMESTAMP\": \"%d\", \"_SYSTEMD_UNIT\": \"%s\", \"MESSAGE\": %s}%n"
                .formatted((NOW.getEpochSecond() - secondsAgo) * 1_000_000, unit, new JsonPrimitive(message)));
        return this;
    }

    private KubeletLinesTest ensure(long secondsAgo, String pause) {
        return line(
                secondsAgo,
                UNIT,
                "E1129 20:00:00.000000      80 controller.go:144] failed to ensure lease exists, will retry in " + pause
                        + ", error: " + REFUSED);
    }

    private KubeletLinesTest update(long secondsAgo) {
        return line(
                secondsAgo,
                UNIT,
                "E1129 20:00:00.000000      80 controller.go:187] failed to update lease, error: " + REFUSED);
    }

    /** What kubelet says once all the renewals of one attempt have failed. */
    private KubeletLinesTest fallsBack(long secondsAgo) {
        return line(
                secondsAgo,
                UNIT,
                "I1129 20:00:00.000000      80 controller.go:114] failed to update lease using latest lease, fallback to ensure "
                        + "lease, err: failed 5 attempts to update lease");
    }

    private KubeletLog log() throws IOException {
        return KubeletLines.of(new JournalLines(new StringReader(lines.toString()), 1 << 16), UNIT, NOW);
    }

    private Optional<Duration> first() throws IOException {
        return log().lease().map(KubeletLog.FailedRenewals::first);
    }

    @Test
    void pausesThatDoNotShrinkAreThoseOfOneLoop() throws IOException {
        ensure(3, "7s").ensure(10, "7s").ensure(17, "6.4s").ensure(21, "3.2s").ensure(22, "400ms");
        assertThat(log().lease())
                .contains(new KubeletLog.FailedRenewals(
                        Duration.ofSeconds(22), Duration.ofSeconds(3), Duration.ofSeconds(7), KubeletLog.Why.REFUSED));
    }

    @Test
    void aLoopThatHasJustBegunIsSeenByWhatIsSaidBeforeIt() throws IOException {
        fallsBack(8).update(8).update(18).update(28).update(38).update(48).update(58);
        assertThat(log().lease())
                .contains(new KubeletLog.FailedRenewals(
                        Duration.ofSeconds(48), Duration.ofSeconds(8), Duration.ZERO, KubeletLog.Why.REFUSED));
    }

    @Test
    void oneRenewalThatFailedMayHaveSucceededAtOnceAfterIt() throws IOException {
        update(4).update(14);
        assertThat(log().lease()).isEmpty();
    }

    @Test
    void anEarlierLoopMayHaveEndedWithARenewal() throws IOException {
        ensure(3, "800ms")
                .ensure(4, "400ms")
                .ensure(5, "200ms")
                .ensure(12, "7s")
                .ensure(19, "7s");
        assertThat(first()).contains(Duration.ofSeconds(5));
        lines.setLength(0);
        ensure(3, "400ms").ensure(12, "7s");
        assertThat(first()).contains(Duration.ofSeconds(3));
    }

    @Test
    void renewalsThatFailedJustBeforeTheLoopCount() throws IOException {
        ensure(2, "400ms")
                .ensure(3, "200ms")
                .fallsBack(3)
                .update(3)
                .update(13)
                .update(23)
                .update(33)
                .update(43)
                .update(53);
        assertThat(first()).contains(Duration.ofSeconds(43));
    }

    /** One that failed may have been tried again at once, and succeeded, before a loop that has another reason. */
    @Test
    void renewalsThatWereNotAllInVainDoNotCount() throws IOException {
        ensure(2, "400ms").ensure(3, "200ms").update(4).update(14);
        assertThat(first()).contains(Duration.ofSeconds(3));
        lines.setLength(0);
        ensure(2, "400ms").ensure(3, "200ms").fallsBack(3).fallsBack(13).update(14);
        assertThat(first()).contains(Duration.ofSeconds(3));
    }

    /** An API server in the process of kubelet has a lease too. */
    @Test
    void leasesOfOthersInTheSameProcessAreNotTheNodes() throws IOException {
        line(
                2,
                UNIT,
                "E1129 20:00:00.000000 80 controller.go:145] \"Failed to ensure lease exists, will retry\" err=\"Get "
                        + "\\\"https://127.0.0.1:6444/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/apiserver-x\\\": EOF\" "
                        + "interval=\"7s\"");
        assertThat(log().lease()).isEmpty();
    }

    @Test
    void renewalsWithinALoopThatIsNotSeenToBeginAreNotItsOwn() throws IOException {
        ensure(2, "7s").ensure(9, "7s").update(10);
        assertThat(first()).contains(Duration.ofSeconds(9));
    }

    @Test
    void whereLinesAreMissingOnlyTheNewestCount() throws IOException {
        ensure(2, "7s").ensure(9, "7s").ensure(80, "7s");
        assertThat(first()).contains(Duration.ofSeconds(9));
    }

    @Test
    void aRenewalThatFailsOnceIsTriedAgain() throws IOException {
        assertThat(update(2).log().lease()).isEmpty();
    }

    @Test
    void structuredLinesAreRead() throws IOException {
        line(
                4,
                UNIT,
                "E1129 20:00:00.000000      80 controller.go:145] \"Failed to ensure lease exists, will retry\" err=\""
                        + REFUSED.replace("\"", "\\\"") + "\" interval=\"3.2s\"");
        assertThat(log().lease().orElseThrow().pause()).isEqualTo(Duration.ofMillis(3200));
        assertThat(log().lease().orElseThrow().why()).isEqualTo(KubeletLog.Why.REFUSED);
    }

    @Test
    void linesInJsonAreRead() throws IOException {
        line(
                4,
                UNIT,
                "{\"ts\":1798574400000.1,\"caller\":\"lease/controller.go:145\",\"msg\":\"Failed to ensure lease exists, will retry\","
                        + "\"err\":\"Unauthorized\",\"interval\":\"7s\"}");
        assertThat(log().lease().orElseThrow().pause()).isEqualTo(Duration.ofSeconds(7));
        assertThat(log().lease().orElseThrow().why()).isEqualTo(KubeletLog.Why.UNAUTHORIZED);
    }

    @Test
    void linesOfOthersAreNotKubelets() throws IOException {
        line(1, "my.service", "failed to ensure lease exists, will retry in 7s, error: x");
        line(1, "my.service", "pleg was last seen active 3m9s ago");
        assertThat(log()).isEqualTo(new KubeletLog(Optional.empty(), Optional.empty()));
    }

    @Test
    void plegIsAsOldAsKubeletSays() throws IOException {
        line(
                4,
                UNIT,
                "skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m5.30015447s ago; "
                        + "threshold is 3m0s");
        line(9, UNIT, "skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m0.3s ago");
        assertThat(log().relisted()).contains(Duration.ofSeconds(189));
    }

    @Test
    void plegThatWasNeverSeenAndOldComplaintsSayNothing() throws IOException {
        line(4, UNIT, "PLEG is not healthy: pleg was last seen active 2562047h47m16.854775807s ago; threshold is 3m0s");
        line(40, UNIT, "PLEG is not healthy: pleg was last seen active 3m9s ago; threshold is 3m0s");
        assertThat(log().relisted()).isEmpty();
    }

    @Test
    void whyIsKnownByTheWordsOfTheError() {
        assertThat(KubeletLog.Why.of("dial tcp 10.0.0.1:6443: connect: no route to host"))
                .isEqualTo(KubeletLog.Why.NO_ROUTE);
        assertThat(KubeletLog.Why.of("dial tcp: lookup api.example: no such host"))
                .isEqualTo(KubeletLog.Why.NO_SUCH_HOST);
        assertThat(KubeletLog.Why.of("will retry in 7s, error: Unauthorized")).isEqualTo(KubeletLog.Why.UNAUTHORIZED);
        assertThat(KubeletLog.Why.of("x509: certificate signed by unknown authority"))
                .isEqualTo(KubeletLog.Why.NOT_TRUSTED);
        assertThat(KubeletLog.Why.of("context deadline exceeded (Client.Timeout exceeded while awaiting headers)"))
                .isEqualTo(KubeletLog.Why.NO_ANSWER);
        assertThat(KubeletLog.Why.of("etcdserver: leader changed")).isEqualTo(KubeletLog.Why.OTHER);
    }

    /** The address of each request has "timeout=10s" in it. */
    @Test
    void limitInTheAddressOfARequestIsNoReason() {
        var request =
                "Get \"https://a:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/k1?timeout=10s\": ";
        assertThat(KubeletLog.Why.of(request + "EOF")).isEqualTo(KubeletLog.Why.CUT_OFF);
        assertThat(KubeletLog.Why.of(request + "read tcp 10.0.0.9:4711->10.0.0.1:6443: read: connection reset by peer"))
                .isEqualTo(KubeletLog.Why.CUT_OFF);
        assertThat(KubeletLog.Why.of(request + "remote error: tls: expired certificate"))
                .isEqualTo(KubeletLog.Why.UNAUTHORIZED);
        assertThat(KubeletLog.Why.of(request + "dial tcp 10.0.0.1:6443: connect: connection timed out"))
                .isEqualTo(KubeletLog.Why.NO_ANSWER);
        assertThat(KubeletLog.Why.of(request + "net/http: TLS handshake timeout"))
                .isEqualTo(KubeletLog.Why.NO_ANSWER);
        assertThat(KubeletLog.Why.of(request + "etcdserver: request timed out")).isEqualTo(KubeletLog.Why.OTHER);
    }

    @Test
    void lookUpThatIsRefusedSaysNothingOfTheServer() {
        assertThat(KubeletLog.Why.of("dial tcp: lookup api on 127.0.0.53:53: read udp: read: connection refused"))
                .isEqualTo(KubeletLog.Why.NO_SUCH_HOST);
    }

    /** A node that has another one's name is known, and is not allowed it. */
    @Test
    void nodeThatIsKnownAndNotAllowedIsNotDenied() {
        assertThat(KubeletLog.Why.of(
                        "leases.coordination.k8s.io \"a\" is forbidden: User \"system:node:b\" cannot get resource"))
                .isEqualTo(KubeletLog.Why.FORBIDDEN);
    }

    @Test
    void answerOfTheChildIsTheSameLog() throws IOException {
        var log = ensure(3, "7s")
                .line(2, UNIT, "pleg was last seen active 3m9s ago")
                .log();
        assertThat(KubeletLogTask.decode(KubeletLogTask.encode(log))).isEqualTo(log);
        var empty = new KubeletLog(Optional.empty(), Optional.empty());
        assertThat(KubeletLogTask.decode(KubeletLogTask.encode(empty))).isEqualTo(empty);
    }
}
