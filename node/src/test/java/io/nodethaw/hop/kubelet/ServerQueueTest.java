package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An API server of this node that takes no connection is told by the sockets alone, and nobody is accused. */
class ServerQueueTest {
    private static final String SERVER = "127.0.0.1:6443";
    private static final int ESTABLISHED = 1;
    private static final int CLOSE_WAIT = 8;
    private static final String UNIT = "kubelet.service";

    private final WholeNode here = new WholeNode();

    /** What a client sends first in TLS, unread; and one byte more for the close. */
    private ServerQueueTest givenUp(int number) {
        for (int port = 0; port < number; port++) {
            here.node.tcpLoose(SERVER, "127.0.0.1:" + (41000 + port), CLOSE_WAIT, 258);
        }
        return this;
    }

    private ServerQueueTest listens(long waiting) {
        here.node.tcpListener(SERVER, here.node.process(90, "kube-apiserver").fd(7), waiting);
        return this;
    }

    private ServerQueueTest kubeletWaits() {
        here.node
                .tcpTo("127.0.0.1:40001", here.kubelet.fd(20), SERVER)
                .tcpLoose(SERVER, "127.0.0.1:40001", ESTABLISHED, 257);
        return this;
    }

    private List<String> notes() {
        return here.verdict().notes();
    }

    @Test
    void serverThatAcceptsNothingIsToldAndNobodyIsAccused() {
        kubeletWaits().givenUp(3).listens(4);
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(notes())
                .containsExactly(
                        "the API server is out of reach: at 127.0.0.1:6443 4 connections wait to be accepted, 1 of them "
                                + "kubelet's, and 3 were given up by those who made them; containers go on, and nothing new is asked "
                                + "of this node meanwhile");
    }

    @Test
    void logIsReadToTellSinceWhen() {
        here.node.says(Units.TYPE, LeaseTest.units(UNIT, "active", "running"));
        kubeletWaits().givenUp(3).listens(4);
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.WORK)).contains(KubeletLog.TYPE.key(UNIT));
    }

    @Test
    void serverThatIsLateForAFewSaysNothing() {
        kubeletWaits().givenUp(2).listens(3);
        assertThat(notes()).isEmpty();
    }

    @Test
    void serverThatTakesKubeletsConnectionsSaysNothing() {
        here.node.tcp(
                "127.0.0.1:40001",
                here.kubelet.fd(20),
                SERVER,
                here.node.process(90, "kube-apiserver").fd(9));
        givenUp(3).listens(3);
        assertThat(notes()).isEmpty();
    }

    /** A balancer or a scanner connects, and closes at once. */
    @Test
    void connectionsInWhichNothingWasSentWereNotGivenUp() {
        kubeletWaits().listens(9);
        for (int port = 41000; port < 41008; port++) {
            here.node.tcpLoose(SERVER, "127.0.0.1:" + port, CLOSE_WAIT, 1);
        }
        assertThat(notes()).isEmpty();
    }

    @Test
    void anotherServerThanTheOneOfTheKubeconfigSaysNothing() {
        here.node
                .says(Units.TYPE, LeaseTest.units(UNIT, "active", "running"))
                .says(
                        KubeletAccess.TYPE,
                        UNIT,
                        new KubeletAccess(
                                Optional.of("https://10.0.0.1:443"),
                                Optional.of(new KubeletAccess.Certificate(
                                        "/c", "n", Instant.EPOCH, Instant.parse("2040-01-01T00:00:00Z")))));
        kubeletWaits().givenUp(3).listens(4);
        assertThat(notes()).isEmpty();
    }

    @Test
    void whatTheListenerDoesNotSayIsNotBelieved() {
        kubeletWaits().givenUp(3).listens(0);
        assertThat(notes()).isEmpty();
    }

    @Test
    void withoutSocketsOrTheirOwnersNothingIsKnown() {
        kubeletWaits().givenUp(3).listens(4);
        var blind = here.node.evidence().without(TcpSockets.TYPE);
        assertThat(WholeNode.verdict(blind).notes()).isEmpty();
        assertThat(ServerQueue.of(new NodeView(blind), here.kubelet.pid(), Optional.empty()))
                .isEmpty();
        var ownerless = here.node.evidence().without(Descriptors.TYPE);
        assertThat(ServerQueue.of(new NodeView(ownerless), here.kubelet.pid(), Optional.empty()))
                .isEmpty();
    }
}
