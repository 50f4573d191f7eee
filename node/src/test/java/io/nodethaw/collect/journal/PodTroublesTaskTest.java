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
