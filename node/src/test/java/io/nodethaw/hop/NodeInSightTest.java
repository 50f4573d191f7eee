package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.cri.CriAnswer;
import io.nodethaw.hop.dbus.BusEcho;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.hop.systemd.BusReply;
import io.nodethaw.hop.systemd.NameOwner;
import io.nodethaw.hop.systemd.PrivateReply;
import io.nodethaw.wait.NodeEvidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeInSightTest {
    private static final String NEEDED =
            "needed: root on the node itself, or a pod with hostPID, hostNetwork, SYS_PTRACE and DAC_READ_SEARCH";

    /** A look from a place where no part of a node is in sight: everything was asked, and nobody was there. */
    private static NodeEvidence nothing(String init) {
        var node = NodeEvidence.node();
        node.child(0, 1, init);
        node.reading(KubeletAnswer.TYPE, "", new Reading.NotAsked<>("nothing listens on port 10248"))
                .reading(BusEcho.TYPE, "", new Reading.NotAsked<>("no socket at " + WholeNode.BUS))
                .reading(NameOwner.TYPE, "", new Reading.NotAsked<>("no socket at " + WholeNode.BUS))
                .reading(BusReply.TYPE, "", new Reading.NotAsked<>("no socket at " + WholeNode.BUS))
                .reading(PrivateReply.TYPE, "", new Reading.NotAsked<>("no socket at /run/systemd/private"));
        for (var path : Addresses.CONTAINERD) {
            node.reading(ContainerdAnswer.TYPE, path, new Reading.NotAsked<>("no socket at " + path))
                    .reading(CriAnswer.TYPE, path, new Reading.NotAsked<>("no socket at " + path));
        }
        return node.reading(
                DockerAnswer.TYPE, WholeNode.DOCKER, new Reading.NotAsked<>("no socket at " + WholeNode.DOCKER));
    }

    private static String judged(NodeEvidence node) {
        return WholeNode.judged(WholeNode.verdict(node.evidence()));
    }

    private static List<BlindSpot> notSeen(NodeEvidence node) {
        return WholeNode.verdict(node.evidence()).notSeen();
    }

    @Test
    void lookThatSeesNothingOfANodeCouldNotTell() {
        var pod = nothing("sh");
        assertThat(judged(pod)).isEqualTo("UNCLEAR");
        assertThat(notSeen(pod).getFirst())
                .isEqualTo(new BlindSpot(
                        "the node",
                        "no kubelet and no container runtime in sight; PID 1 is sh, no systemd; " + NEEDED,
                        true));
    }

    @Test
    void nothingIsCalledAbsentWhenNoNodeIsInSight() {
        assertThat(notSeen(nothing("sh")))
                .extracting(BlindSpot::what)
                .doesNotContain("kubelet", "docker", "containerd", "dbus", "systemd");
        assertThat(notSeen(nothing("sh").lookedAtBy(65534)))
                .extracting(BlindSpot::what)
                .contains("other users' processes");
    }

    @Test
    void busAndSystemdMakeNoNodeYet() {
        var machine = nothing("systemd");
        var bus = machine.process(50, "dbus-daemon");
        machine.listener(WholeNode.BUS, bus.fd(3))
                .accepted(WholeNode.BUS, machine.systemd().fd(40), bus.fd(10));
        machine.says(BusEcho.TYPE, new BusEcho(":1.99", 2, Optional.empty()))
                .says(NameOwner.TYPE, new NameOwner(Optional.of(":1.3")))
                .says(BusReply.TYPE, new BusReply(1234))
                .says(PrivateReply.TYPE, new PrivateReply("252"));
        assertThat(judged(machine)).isEqualTo("UNCLEAR");
        assertThat(notSeen(machine).getFirst().why())
                .isEqualTo("no kubelet and no container runtime in sight; " + NEEDED);
    }

    @Test
    void answerThroughAMountedSocketShowsNoNode() {
        var pod = nothing("sh").says(DockerAnswer.TYPE, WholeNode.DOCKER, new DockerAnswer("Docker/20.10.24 (linux)"));
        assertThat(judged(pod)).isEqualTo("UNCLEAR");
        var kubelet = nothing("sh").says(KubeletAnswer.TYPE, new KubeletAnswer(200, "ok"));
        assertThat(judged(kubelet)).isEqualTo("UNCLEAR");
    }

    @Test
    void nodeWithAnotherInitIsANode() {
        var alpine = nothing("init");
        var k3s = alpine.process(60, "k3s-server").free();
        alpine.listener(WholeNode.CONTAINERD, k3s.fd(8));
        alpine.says(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new ContainerdAnswer("1.7", "c0ffee"));
        assertThat(judged(alpine)).isEqualTo("HEALTHY");
        assertThat(notSeen(alpine)).contains(new BlindSpot("systemd", "PID 1 is init, no systemd", false));
    }

    @Test
    void runtimeWhoseProcessCannotBeToldIsHereWhereItAnswersBesideSystemd() {
        var here = new WholeNode();
        assertThat(WholeNode.judged(WholeNode.verdict(here.node.evidence()))).isEqualTo("HEALTHY");
        var node = nothing("systemd")
                .says(PrivateReply.TYPE, new PrivateReply("252"))
                .says(BusReply.TYPE, new BusReply(1234))
                .says(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new ContainerdAnswer("1.7", "c0ffee"));
        assertThat(notSeen(node)).extracting(BlindSpot::what).doesNotContain("the node");
    }

    @Test
    void runtimeThatWeMayNotAskIsInSight() {
        var node = nothing("systemd")
                .reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new Reading.Refused<>("not permitted: x"));
        assertThat(judged(node)).isEqualTo("UNCLEAR");
        assertThat(notSeen(node))
                .extracting(BlindSpot::what)
                .contains("containerd")
                .doesNotContain("the node");
    }
}
