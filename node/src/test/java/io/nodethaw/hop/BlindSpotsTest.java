package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.cri.CriAnswer;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.hop.systemd.BusReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What verdicts say they have not seen. */
class BlindSpotsTest {
    private final WholeNode here = new WholeNode();

    private List<String> notSeen() {
        return notSeen(here.node.evidence());
    }

    private static List<String> notSeen(Evidence evidence) {
        return WholeNode.verdict(evidence).notSeen().stream()
                .map(BlindSpotsTest::tell)
                .toList();
    }

    private static String tell(BlindSpot spot) {
        return spot.what() + ": " + spot.why() + (spot.matters() ? " (matters)" : "");
    }

    @Test
    void daemonThatIsNotHereIsNamed() {
        here.node.reading(
                DockerAnswer.TYPE, WholeNode.DOCKER, new Reading.NotAsked<>("no socket at " + WholeNode.DOCKER));
        assertThat(notSeen()).contains("docker: not on this node");
        here.node.reading(KubeletAnswer.TYPE, "", new Reading.NotAsked<>("nothing listens on port 10248"));
        assertThat(notSeen()).contains("kubelet: not on this node: nothing listens on port 10248");
    }

    @Test
    void daemonThatNobodyAskedMayBeHere() {
        assertThat(notSeen(here.node.evidence().without(DockerAnswer.TYPE)))
                .contains("docker: could not tell: never asked (matters)");
    }

    @Test
    void nothingIsCalledAbsentWhenNothingWasRead() {
        var nothing = new Evidence.Builder(here.node.evidence().at()).build();
        assertThat(WholeNode.judged(WholeNode.verdict(nothing))).isEqualTo("UNCLEAR");
        assertThat(notSeen(nothing))
                .contains(
                        "kubelet: could not tell: never asked (matters)",
                        "cri: could not tell: never asked (matters)",
                        "containerd: could not tell: never asked (matters)",
                        "systemd: could not tell: PID 1 was not seen (matters)")
                .noneMatch(spot -> spot.contains("not on this node"));
    }

    @Test
    void questionsForRootOnlyAreNotPermitted() {
        here.notSeenByRoot();
        assertThat(notSeen())
                .contains(
                        "docker: not permitted: " + WholeNode.DOCKER + " (matters)",
                        "shim 200: not permitted: " + WholeNode.SHIM + " (matters)",
                        "systemd's private socket: not permitted: it answers root only");
    }

    @Test
    void systemdThatCannotBeAskedInAnyWayMatters() {
        here.notSeenByRoot();
        here.node.reading(BusReply.TYPE, "", new Reading.NotAsked<>("no socket at " + WholeNode.BUS));
        assertThat(notSeen())
                .contains(
                        "systemd on the bus: could not be asked: no socket at " + WholeNode.BUS + " (matters)",
                        "systemd's private socket: not permitted: it answers root only (matters)");
    }

    @Test
    void daemonThatIsHereAndCannotBeAskedMatters() {
        here.node.reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new Reading.Failed<>("Permission denied"));
        assertThat(notSeen()).contains("containerd: Permission denied (matters)");
    }

    @Test
    void silentDaemonIsNoBlindSpotButAVictimsWait() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(notSeen()).noneMatch(spot -> spot.startsWith("docker"));
    }

    @Test
    void criSideOfContainerdIsContainerd() {
        here.node.silent(CriAnswer.TYPE, WholeNode.CONTAINERD);
        var graph = WholeNode.chain().graph(here.node.view());
        assertThat(graph.role(here.containerd.vertex())).map(role -> role.hop()).contains("containerd");
        assertThat(graph.roles()).noneMatch(role -> role.hop().equals("cri"));
    }

    @Test
    void readingsWithoutWhichNoHopIsFoundMatter() {
        assertThat(notSeen(here.node.evidence().without(ProcessTable.TYPE)))
                .contains("processes: never asked (matters)");
        here.node.reading(UnixSockets.TYPE, "", new Reading.Silent<>(Duration.ofMillis(300), "netlink"));
        assertThat(notSeen(here.node.evidence().without(UnixSockets.TYPE)))
                .contains("unix sockets: never asked (matters)");
    }

    @Test
    void whoIsNotRootIsTold() {
        here.node.lookedAtBy(1000);
        assertThat(notSeen())
                .contains("other users' processes: not root: their open files and system calls are hidden");
    }

    /** A node that otherwise looked healthy: after the cure dockerd was in a deadlock, but answered every probe. */
    @Test
    void cureThatWasNotProvenMattersUntilACanaryPassed() {
        assertThat(WholeNode.judged(WholeNode.verdict(here.node.evidence()))).isEqualTo("HEALTHY");
        double now = here.node.evidence().seen(Machine.TYPE).orElseThrow().sinceBoot();
        here.node.reading(
                OpenCures.TYPE,
                "",
                new Reading.Seen<>(new OpenCures(List.of(new OpenCures.OpenCure(
                        "systemd.deaf-on-bus",
                        now - 660,
                        "not healed: it did not start",
                        List.of("docker rm -f canary-1"))))));
        assertThat(WholeNode.judged(WholeNode.verdict(here.node.evidence()))).isEqualTo("UNCLEAR");
        assertThat(notSeen())
                .contains("whether containers start: no canary has passed since the cure for systemd.deaf-on-bus, begun"
                        + " 11 min ago, which ended not healed: it did not start; what it may have left behind is removed by"
                        + " docker rm -f canary-1; nodethaw heal --yes tries again (matters)");
        here.node.reading(OpenCures.TYPE, "", new Reading.Seen<>(new OpenCures(List.of())));
        assertThat(WholeNode.judged(WholeNode.verdict(here.node.evidence()))).isEqualTo("HEALTHY");
    }

    @Test
    void recordsOfCuresThatCannotBeReadMatter() {
        here.node.reading(OpenCures.TYPE, "", new Reading.Failed<>("1.json cannot be read"));
        assertThat(notSeen()).contains("whether containers start: 1.json cannot be read (matters)");
        here.node.reading(OpenCures.TYPE, "", new Reading.Refused<>("not permitted: /run/nodethaw/heal"));
        assertThat(notSeen()).contains("whether containers start: not permitted: /run/nodethaw/heal (matters)");
    }

    @Test
    void missingKernelFacilityIsNamedOnceAndDoesNotMatter() {
        here.node
                .reading(SystemCall.TYPE, "99/99", new Reading.NotAsked<>("no /proc/PID/syscall"))
                .reading(KernelStack.TYPE, "70/70", new Reading.NotAsked<>("no /proc/PID/stack"))
                .reading(KernelStack.TYPE, "70/71", new Reading.NotAsked<>("no /proc/PID/stack"));
        assertThat(notSeen())
                .contains("system calls: no /proc/PID/syscall", "kernel stacks: no /proc/PID/stack")
                .hasSize(3);
    }

    @Test
    void oneReadingThatCameShowsThatTheFacilityIsThere() {
        here.dockerd.thread(70).blockedIn("futex");
        here.node.reading(SystemCall.TYPE, "99/99", new Reading.Failed<>("No such process"));
        assertThat(notSeen()).noneMatch(spot -> spot.startsWith("system calls"));
    }
}
