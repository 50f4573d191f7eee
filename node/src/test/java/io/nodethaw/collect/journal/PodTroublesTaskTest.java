package io.nodethaw.collect.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import io.nodethaw.evidence.PodTroubles;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTroublesTaskTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final String UNIT = "kubelet.service";
    private static final String UID = "7c1ab536-af9b-4be2-ad8b-c0ba4a6483e9";

    private final StringBuilder lines = new StringBuilder();

    /** Adds an older line. */
    private PodTroublesTaskTest line(long secondsAgo, String unit, String message) {
        lines.append("{\"__REALTIME_TIMESTAMP\": \"%d\", \"_SYSTEMD_UNIT\": \"%s\", \"MESSAGE\": %s}%n"
                .formatted((NOW.getEpochSecond() - secondsAgo) * 1_000_000, unit, new JsonPrimitive(message)));
        return this;
    }

    private PodTroublesTaskTest of120(long secondsAgo, String pod, String why) {
        return line(
                secondsAgo,
                UNIT,
                "E1201 09:10:53.162626     200 pod_workers.go:191] Error syncing pod " + UID + " (\"" + pod
                        + "_default(" + UID + ")\"), skipping: failed to " + why);
    }

    private List<PodTroubles.Trouble> found() throws IOException {
        return PodTroublesTask.of(new JournalLines(new StringReader(lines.toString()), 1 << 16), UNIT, NOW)
                .pods();
    }

    private static PodTroubles.Trouble trouble(String pod, String reason, long secondsAgo) {
        return new PodTroubles.Trouble(pod, "main", reason, Duration.ofSeconds(secondsAgo));
    }

    @Test
    void eachPodIsToldOnceByItsLastComplaint() throws IOException {
        of120(
                        3,
                        "crash",
                        "\"StartContainer\" for \"main\" with CrashLoopBackOff: \"back-off 20s restarting failed container\"")
                .of120(
                        5,
                        "missing",
                        "\"StartContainer\" for \"main\" with ImagePullBackOff: \"Back-off pulling image\"")
                .of120(9, "crash", "\"StartContainer\" for \"main\" with CrashLoopBackOff: \"back-off 10s\"");
        assertThat(found())
                .containsExactly(
                        trouble("default/crash", "CrashLoopBackOff", 3),
                        trouble("default/missing", "ImagePullBackOff", 5));
    }

    @Test
    void structuredLinesAreRead() throws IOException {
        line(
                        2,
                        UNIT,
                        "E1201 09:10:53.162626     200 pod_workers.go:1301] \"Error syncing pod, skipping\" err=\"failed to "
                                + "\\\"StartContainer\\\" for \\\"main\\\" with CreateContainerConfigError: \\\"configmap \\\\\\\"x\\\\\\\" not found\\\"\" "
                                + "pod=\"shop/cart-7d9\" podUID=\"" + UID + "\"")
                .line(
                        4,
                        UNIT,
                        "{\"ts\":1.0,\"caller\":\"kubelet/pod_workers.go:1301\",\"msg\":\"Error syncing pod, skipping\",\"pod\":"
                                + "{\"name\":\"job\",\"namespace\":\"batch\"},\"podUID\":\"" + UID
                                + "\",\"err\":\"failed to "
                                + "\\\"StartContainer\\\" for \\\"main\\\" with ErrImagePull: \\\"not found\\\"\"}");
        assertThat(found())
                .containsExactly(
                        trouble("shop/cart-7d9", "CreateContainerConfigError", 2),
                        trouble("batch/job", "ErrImagePull", 4));
    }

    @Test
    void aLivenessProbeThatFailsTwiceIsATrouble() throws IOException {
        var of120 = "I1201 09:10:53.162626     200 prober.go:117] Liveness probe for \"unwell_default(" + UID
                + "):main\" failed (failure): cat: can't open";
        var since121 =
                "I1201 09:10:53.162626     200 prober.go:107] \"Probe failed\" probeType=\"Startup\" pod=\"shop/cart\" podUID=\""
                        + UID
                        + "\" containerName=\"main\" probeResult=\"failure\" output=\"probeResult=\\\"unknown\\\"\"";
        var json =
                "{\"ts\":1.0,\"msg\":\"Probe failed\",\"v\":1,\"probeType\":\"Liveness\",\"pod\":{\"name\":\"job\",\"namespace\":"
                        + "\"batch\"},\"podUID\":\"" + UID
                        + "\",\"containerName\":\"main\",\"probeResult\":\"failure\",\"output\":\"\"}";
        line(2, UNIT, of120).line(3, UNIT, since121).line(4, UNIT, json);
        assertThat(found()).isEmpty();
        line(12, UNIT, of120).line(13, UNIT, since121).line(14, UNIT, json);
        assertThat(found())
                .containsExactly(
                        trouble("default/unwell", "failing liveness probe", 12),
                        trouble("shop/cart", "failing startup probe", 13),
                        trouble("batch/job", "failing liveness probe", 14));
    }

    @Test
    void aProbeOfReadinessOrWithoutAResultIsNone() throws IOException {
        for (long ago = 1; ago < 4; ago++) {
            line(ago, UNIT, "Readiness probe for \"a_default(" + UID + "):main\" failed (failure): 503")
                    .line(ago, UNIT, "Liveness probe for \"b_default(" + UID + "):main\" failed (unknown): ")
                    .line(ago, UNIT, "Liveness probe for \"c_default(" + UID + "):main\" errored: deadline exceeded")
                    .line(
                            ago,
                            UNIT,
                            "\"Probe failed\" probeType=\"Liveness\" pod=\"x/d\" containerName=\"main\" probeResult=\"unknown\" output=\"\"")
                    .line(
                            ago,
                            UNIT,
                            "\"Probe failed\" probeType=\"Readiness\" pod=\"x/e\" containerName=\"main\" probeResult=\"failure\"");
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void whatMayBeTheFaultOfTheNodeIsNotTold() throws IOException {
        of120(1, "a", "ensure that the pod: " + UID + " cgroups exist and are correctly applied: timed out")
                .of120(2, "b", "\"StartContainer\" for \"main\" with RunContainerError: \"context deadline exceeded\"")
                .of120(3, "c", "\"CreatePodSandbox\" for \"c_default\" with CreatePodSandboxError: \"no such file\"")
                .of120(4, "d", "\"KillContainer\" for \"main\" with CrashLoopBackOff: \"\"");
        assertThat(found()).isEmpty();
    }

    @Test
    void whatAPodOrAnotherUnitWritesIsNotKubelets() throws IOException {
        var words =
                "Error syncing pod x (\"crash_default(x)\"), skipping: failed to \"StartContainer\" for \"main\" with ErrImagePull";
        line(1, "sshd.service", words).line(1, UNIT, words.replace("crash_default", "Crash default"));
        assertThat(found()).isEmpty();
    }

    @Test
    void passesThroughTheChild() throws IOException {
        var all = new PodTroubles(List.of(trouble("default/crash", "CrashLoopBackOff", 3)));
        assertThat(PodTroublesTask.decode(PodTroublesTask.write(all))).isEqualTo(all);
    }
}
