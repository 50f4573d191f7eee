package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.go.Occupation;
import io.nodethaw.wait.go.Occupation.OccupationKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kubelets of versions that cannot be built here, as their goroutines would be printed: what each waits in is known by names that
 * move from version to version.
 */
class KubeletVersionsTest {
    private final WholeNode here = new WholeNode();

    static Stream<String> versions() {
        return KubeletDumps.VERSIONS.stream();
    }

    /** Who is idle but for this, on a node where everything else is well. It is read twice, as a look does before it accuses. */
    private Verdict verdict(String version, String... waits) throws IOException {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.kubelet.pid()),
                new Goroutines(here.kubelet.pid(), "", "memory", KubeletDumps.idleBut(version, waits)));
        return WholeNode.verdict(ReadTwice.same(here.node).evidence());
    }

    private static List<String> why(Verdict verdict) {
        return verdict.victims().stream().map(Victim::why).toList();
    }

    private static List<Occupation> occupations(String version, String wait) throws IOException {
        return KubeletDumps.read(version, wait).stream().map(Occupation::of).toList();
    }

    private static Occupation first(String version, String wait) throws IOException {
        return occupations(version, wait).getFirst();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void idleKubeletIsNotAccused(String version) throws IOException {
        var verdict = verdict(version);
        assertThat(WholeNode.judged(verdict)).isEqualTo("HEALTHY");
        assertThat(verdict.victims()).isEmpty();
        assertThat(verdict.notes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void nothingOfAnIdleKubeletIsOutstanding(String version) throws IOException {
        assertThat(KubeletDumps.read(version, "idle"))
                .allSatisfy(goroutine -> assertThat(Occupation.of(goroutine).kind())
                        .as("%s", goroutine.frames())
                        .isIn(OccupationKind.IDLE, OccupationKind.OTHER));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void loopBetweenTwoRoundsIsIdle(String version) throws IOException {
        assertThat(KubeletDumps.read(version, "idle"))
                .filteredOn(
                        goroutine -> goroutine.frames().getFirst().function().contains("/util/wait."))
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        goroutine -> assertThat(Occupation.of(goroutine).kind()).isEqualTo(OccupationKind.IDLE));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void startThatHangsIsACall(String version) throws IOException {
        assertThat(first(version, "run-pod-sandbox").what()).isEqualTo("the answer to RunPodSandbox (gRPC)");
        // a pull may be behind it: only the runtime's goroutines tell
        assertThat(WholeNode.judged(verdict(version, "run-pod-sandbox"))).isEqualTo("HEALTHY");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void startOfAContainerThatHangsIsOverdue(String version) throws IOException {
        assertThat(first(version, "start-container").what()).isEqualTo("the answer to StartContainer (gRPC)");
        assertThat(why(verdict(version, "start-container"))).containsExactly("at work on StartContainer");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void stopThatHangsIsACallThatMayLast(String version) throws IOException {
        assertThat(first(version, "stop-container").what()).isEqualTo("the answer to StopContainer (gRPC)");
        assertThat(WholeNode.judged(verdict(version, "stop-container"))).isEqualTo("HEALTHY");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void roundOfPlegThatHangsIsFound(String version) throws IOException {
        assertThat(first(version, "relist-list").what()).isEqualTo("the answer to ListPodSandbox (gRPC)");
        assertThat(why(verdict(version, "relist-list"))).containsExactly("PLEG's round does not go on");
        assertThat(first(version, "relist-status").what()).isEqualTo("the answer to PodSandboxStatus (gRPC)");
        assertThat(why(verdict(version, "relist-status"))).containsExactly("PLEG's round does not go on");
    }

    @Test
    void roundThatReadsAListAsAStreamIsFoundToo() throws IOException {
        assertThat(why(verdict("1.36", "relist-stream"))).containsExactly("PLEG's round does not go on");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void kubeletsOwnCallToSystemdIsFound(String version) throws IOException {
        assertThat(first(version, "start-transient-unit").what()).isEqualTo("the answer to StartTransientUnit (D-Bus)");
        here.deaf();
        var verdict = verdict(version, "start-transient-unit");
        assertThat(why(verdict)).contains("goroutine 2207 in StartTransientUnit over the bus");
        assertThat(WholeNode.judged(verdict)).isEqualTo("STALLED systemd 1 systemd.deaf-on-bus");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void mountThatHangsIsAWaitForAChild(String version) throws IOException {
        var mounts = first(version, "volume-mount");
        assertThat(mounts.kind()).isEqualTo(OccupationKind.CHILD);
        assertThat(mounts.function()).endsWith("mount-utils.(*Mounter).doMount");
        here.node
                .child(here.kubelet, 90, "mount.nfs")
                .aged(Duration.ofMinutes(4))
                .stopped();
        assertThat(WholeNode.judged(verdict(version, "volume-mount"))).startsWith("STALLED mount.nfs 90");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void requestsWithoutAConnectionAreTold(String version) throws IOException {
        var dump = KubeletDumps.read(version, "no-api-server");
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.kubelet.pid()),
                new Goroutines(here.kubelet.pid(), "", "memory", dump));
        var verdict = WholeNode.verdict(ReadTwice.same(here.node).evidence());
        assertThat(WholeNode.judged(verdict)).isEqualTo("HEALTHY");
        assertThat(verdict.notes())
                .singleElement()
                .asString()
                .startsWith("5 requests of kubelet 80 wait for a connection");
    }
}
