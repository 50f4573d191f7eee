package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.cri.CriAnswer;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.hop.shim.ShimAnswer;
import io.nodethaw.hop.systemd.BusReply;
import io.nodethaw.hop.systemd.NameOwner;
import io.nodethaw.hop.systemd.PrivateReply;
import io.nodethaw.wait.NodeEvidence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A daemon that is here but could not be asked is neither called absent, nor a root without an answer, nor well. */
class UnaskedTest {
    private final WholeNode here = new WholeNode();
    private final NodeEvidence node = here.node;

    private void containerdIsOutOfReach() {
        var none = "no socket at " + WholeNode.CONTAINERD;
        node.nothingLies(WholeNode.CONTAINERD)
                .reading(ContainerdAnswer.TYPE, WholeNode.CONTAINERD, new Reading.NotAsked<>(none))
                .reading(CriAnswer.TYPE, WholeNode.CONTAINERD, new Reading.NotAsked<>(none));
    }

    @Test
    void daemonWhoseSocketWeDoNotSeeIsNotAbsent() {
        containerdIsOutOfReach();
        here.containerd.ofUser(0);
        assertThat(here.verdict().notSeen())
                .contains(new BlindSpot(
                        "containerd",
                        "could not be asked: containerd 60 of uid 0 listens at " + WholeNode.CONTAINERD
                                + ", which is not there for us",
                        true));
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void daemonThatNobodyListensForIsAbsent() {
        var none = "no socket at /run/crio/crio.sock";
        node.nothingLies("/run/crio/crio.sock")
                .reading(CriAnswer.TYPE, "/run/crio/crio.sock", new Reading.NotAsked<>(none));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void containerdWithoutItsCriSideIsAsked() {
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void daemonThatCouldNotBeAskedIsNoRoot() {
        containerdIsOutOfReach();
        node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        node.pair(here.dockerd.fd(30), here.containerd.fd(31));
        here.dockerd.blockedIn("read", 30);
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void daemonThatWasAskedAndIsSilentIsOne() {
        node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        assertThat(here.judged()).isEqualTo("UNCLEAR containerd 60");
    }

    @Test
    void stoppedDaemonThatCouldNotBeAskedIsStopped() {
        containerdIsOutOfReach();
        here.containerd.stopped();
        assertThat(here.judged()).isEqualTo("STALLED containerd 60 containerd.stopped");
    }

    @Test
    void stoppedShimThatCouldNotBeAskedIsStopped() {
        node.reading(ShimAnswer.TYPE, WholeNode.SHIM, new Reading.Refused<>("not permitted: " + WholeNode.SHIM));
        here.shim.stopped();
        assertThat(here.judged()).isEqualTo("STALLED shim 200 shim.stopped");
    }

    @Test
    void stoppedSystemdThatCouldNotBeAskedIsStopped() {
        var none = "no socket at /run/x";
        node.reading(NameOwner.TYPE, "", new Reading.NotAsked<>(none))
                .reading(BusReply.TYPE, "", new Reading.NotAsked<>(none))
                .reading(PrivateReply.TYPE, "", new Reading.NotAsked<>(none));
        here.systemd.stopped();
        assertThat(here.judged()).isEqualTo("STALLED systemd 1 systemd.stopped");
    }

    /** A foreground run may have been stopped by its user. */
    @Test
    void stoppedRuntimeThatHasFinishedItsStartIsItsOwnersBusiness() {
        var runc = node.child(here.shim, 220, "runc").mountNamespace(1).aged(Duration.ofHours(1));
        node.child(runc, 230, "sleep");
        runc.stopped();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void healthPortOfOurOwnNetworkIsNotKubelets() {
        node.process(NodeEvidence.OURS, "nodethaw").networkNamespace(7);
        here.kubelet.ofUser(0).networkNamespace(1);
        node.reading(KubeletAnswer.TYPE, "", new Reading.NotAsked<>("nothing listens on port 10248"));
        assertThat(here.verdict().notSeen())
                .contains(new BlindSpot(
                        "kubelet",
                        "could not be asked: kubelet 80 of uid 0 listens in another network than ours",
                        true));
        node.silent(KubeletAnswer.TYPE);
        assertThat(here.judged()).isEqualTo("UNCLEAR");
        here.kubelet.stopped();
        assertThat(here.judged()).isEqualTo("STALLED kubelet 80 kubelet.stopped");
    }
}
