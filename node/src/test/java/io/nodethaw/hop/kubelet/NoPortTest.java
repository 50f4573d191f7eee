package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A kubelet that waits before it opens a port is on the node, and cannot be asked. */
class NoPortTest {
    private final WholeNode here = new WholeNode();

    NoPortTest() {
        here.kubelet.aged(Duration.ofMinutes(7)).opens(5, "/dev/null");
        here.node.reading(KubeletAnswer.TYPE, "", new Reading.NotAsked<>("nothing listens on port 10248"));
        isIn("/system.slice/kubelet.service");
    }

    private void isIn(String group) {
        here.node
                .says(Freeze.TYPE, "80", new Freeze(80, List.of(":" + group), Optional.empty()))
                .says(Freeze.TYPE, "1", new Freeze(1, List.of(":/init.scope"), Optional.empty()));
    }

    private void isNotMissed() {
        assertThat(NoPort.blindSpot(here.node.view())).isEmpty();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void nodeWhoseKubeletListensNowhereIsNotCalledHealthy() {
        assertThat(NoPort.blindSpot(here.node.view()).orElseThrow().why())
                .isEqualTo("could not be asked: kubelet 80 has run for at least 7 min and listens at no port yet; "
                        + "its log tells what it waits for");
        assertThat(here.judged()).isEqualTo("UNCLEAR");
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT))
                .contains(Namespaces.TYPE.key(80), Freeze.TYPE.key(80), Freeze.TYPE.key(1));
    }

    @Test
    void kubeletOfASnapIsAServiceToo() {
        isIn("/system.slice/snap.microk8s.daemon-kubelet.service");
        assertThat(NoPort.blindSpot(here.node.view())).isPresent();
    }

    /** PID 1 is the parent of what a person has left running in the background. */
    @Test
    void scriptOfThatNameThatAPersonHasStartedIsNone() {
        isIn("/user.slice/user-0.slice/session-3.scope");
        isNotMissed();
        isIn("/user.slice/user-1000.slice/user@1000.service/app.slice/kubelet.service");
        isNotMissed();
    }

    @Test
    void processOfThatNameInNoServiceIsNone() {
        isIn("/");
        isNotMissed();
    }

    @Test
    void kubeletThatWasStartedJustNowIsNotMissed() {
        here.kubelet.aged(Duration.ofSeconds(20));
        isNotMissed();
    }

    @Test
    void kubeletAtPortsOfItsOwnServes() {
        here.node.tcpListener("10.0.0.9:20250", here.kubelet.fd(5));
        isNotMissed();
    }

    @Test
    void kubeletInAContainerIsSomebodyElses() {
        here.kubelet.state('Z');
        here.node.child(here.shim, 300, "kubelet").mountNamespace(2).opens(4, "/dev/null");
        isNotMissed();
    }

    @Test
    void portsOfAnotherNetworkAreNotSeen() {
        here.kubelet.networkNamespace(5);
        here.node.process(NodeEvidence.OURS, "nodethaw").networkNamespace(6);
        isNotMissed();
    }

    @Test
    void blindLookSaysNothingOfIt() {
        assertThat(NoPort.blindSpot(here.node.blindTo(TcpSockets.TYPE))).isEmpty();
        assertThat(NoPort.blindSpot(here.node.blindTo(Descriptors.TYPE))).isEmpty();
        assertThat(NoPort.blindSpot(here.node.blindTo(Freeze.TYPE))).isEmpty();
    }
}
