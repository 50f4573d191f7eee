package io.nodethaw.wait.go;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private static final String PATH = "/run/containerd/containerd.sock";

    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");
    private final ProcessEvidence containerd = node.process(21, "containerd");
    private final ProcessEvidence shim = node.process(22, "shim");
    private final List<Role> roles = new ArrayList<>();
    private final List<Victim> victims = new ArrayList<>();
    private final List<Edge> known = new ArrayList<>();

    OpenConnectionsTest() {
        node.listener(PATH, containerd.fd(3)).accepted(PATH, dockerd.fd(5), containerd.fd(6));
    }

    private void role(ProcessEvidence process, Standing standing) {
        roles.add(new Role(process.vertex(), "hop" + process.pid(), "name " + process.pid(), "", standing));
    }

    private List<String> inferred() {
        return inferred(node.view());
    }

    private List<String> inferred(NodeView view) {
        return tell(OpenConnections.edges(view, roles, victims, known), view);
    }

    @Test
    void silentClientOfASilentServerIsTakenToWaitForIt() {
        role(dockerd, Standing.SILENT);
        role(containerd, Standing.SILENT);
        assertThat(inferred()).containsExactly("dockerd 20 inferred containerd 21: open-connection");
    }

    @Test
    void silentClientOfAServerThatItselfWaits() {
        role(dockerd, Standing.SILENT);
        role(containerd, Standing.ANSWERED);
        known.add(Edge.of(containerd.vertex(), shim.vertex(), Strength.NEEDS, Wait.CHILD, "waits"));
        assertThat(inferred()).containsExactly("dockerd 20 inferred containerd 21: open-connection");
    }

    @Test
    void clientThatAnsweredWaitsOnlyForAVictimBelowTheServer() {
        role(dockerd, Standing.ANSWERED);
        role(containerd, Standing.ANSWERED);
        known.add(Edge.of(containerd.vertex(), shim.vertex(), Strength.NEEDS, Wait.CHILD, "waits"));
        assertThat(inferred()).isEmpty();
        victims.add(Victim.askedAbout(shim.vertex()));
        assertThat(inferred()).containsExactly("dockerd 20 inferred containerd 21: open-connection");
    }

    @Test
    void clientOfAServerThatAnswersAndWaitsForNobodyIsIdle() {
        role(dockerd, Standing.SILENT);
        role(containerd, Standing.ANSWERED);
        assertThat(inferred()).isEmpty();
    }

    @Test
    void healthyPairIsIdle() {
        role(dockerd, Standing.ANSWERED);
        role(containerd, Standing.ANSWERED);
        assertThat(inferred()).isEmpty();
    }

    @Test
    void silentServerAloneMakesNoWaitersOfItsIdleClients() {
        role(dockerd, Standing.ANSWERED);
        role(containerd, Standing.SILENT);
        assertThat(inferred()).isEmpty();
    }

    @Test
    void aServersEventsToTheHopAboveAreNoWait() {
        role(containerd, Standing.SILENT);
        role(dockerd, Standing.SILENT);
        assertThat(inferred()).isEmpty();
    }

    @Test
    void oneInferredWaitMakesTheNext() {
        var kubelet = node.process(19, "kubelet");
        node.accepted("/run/docker.sock", kubelet.fd(5), dockerd.fd(9));
        role(kubelet, Standing.SILENT);
        role(dockerd, Standing.SILENT);
        role(containerd, Standing.SILENT);
        assertThat(inferred())
                .containsExactlyInAnyOrder(
                        "kubelet 19 inferred dockerd 20: open-connection",
                        "dockerd 20 inferred containerd 21: open-connection");
    }

    @Test
    void connectionInTheQueueCountsLikeAnAcceptedOne() {
        var crictl = node.process(30, "crictl");
        node.pending(PATH, crictl.fd(4));
        role(crictl, Standing.SILENT);
        role(containerd, Standing.SILENT);
        assertThat(inferred()).containsExactly("crictl 30 inferred containerd 21: open-connection");
    }

    @Test
    void waitThatWasReadIsNotInferredAgain() {
        role(dockerd, Standing.SILENT);
        role(containerd, Standing.SILENT);
        known.add(Edge.of(dockerd.vertex(), containerd.vertex(), Strength.NEEDS, Wait.UNIX_SOCKET, "reads"));
        assertThat(inferred()).isEmpty();
    }

    @Test
    void strangersWithAConnectionAreLeftOut() {
        role(containerd, Standing.SILENT);
        assertThat(inferred()).isEmpty();
    }

    @Test
    void blindLookInfersNothing() {
        role(dockerd, Standing.SILENT);
        role(containerd, Standing.SILENT);
        assertThat(inferred(node.blindTo(UnixSockets.TYPE))).isEmpty();
    }
}
