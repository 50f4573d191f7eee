package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TcpEdgesTest {
    private static final String NEAR = "127.0.0.1:40000";
    private static final String FAR = "127.0.0.1:10248";

    private final TcpEdges source = new TcpEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence client = node.process(20, "curl");
    private final ProcessEvidence server = node.process(21, "kubelet");

    @Test
    void readerNeedsTheProcessAtTheOtherEnd() {
        node.tcp(NEAR, client.fd(3), FAR, server.fd(8));
        client.blockedIn("recvfrom", 3);
        assertThat(waits(source, node)).containsExactly("curl 20 fd 3 needs kubelet 21 fd 8: tcp");
    }

    @Test
    void anyOfSeveralHoldersWouldDo() {
        node.tcp(NEAR, client.fd(3), FAR, server.fd(8));
        node.child(server, 22, "mount").inherits(server.fd(8));
        client.blockedIn("recvfrom", 3);
        assertThat(waits(source, node))
                .containsExactlyInAnyOrder(
                        "curl 20 fd 3 any kubelet 21 fd 8: tcp", "curl 20 fd 3 any mount 22 fd 8: tcp");
    }

    @Test
    void connectionThatNobodyAcceptedNeedsWhoListens() {
        node.tcpTo(NEAR, client.fd(3), FAR).tcpListener(FAR, server.fd(4));
        client.blockedIn("connect", 3);
        assertThat(waits(source, node)).containsExactly("curl 20 fd 3 needs kubelet 21 fd 4: tcp");
    }

    @Test
    void pidOneThatHoldsTheListenerBySocketActivationIsNotAccused() {
        node.tcpTo(NEAR, client.fd(3), FAR).tcpListener("0.0.0.0:10248", server.fd(4));
        node.systemd().inherits(server.fd(4));
        client.blockedIn("connect", 3);
        assertThat(waits(source, node)).containsExactly("curl 20 fd 3 needs kubelet 21 fd 4: tcp");
    }

    @Test
    void otherMachineIsRemote() {
        node.tcpTo("10.0.0.1:5000", client.fd(3), "10.0.0.2:443").tcpListener("0.0.0.0:443", server.fd(4));
        client.blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("curl 20 fd 3 needs 10.0.0.2:443: tcp");
    }

    @Test
    void bothEndsInOneProcessAreItsOwnBusiness() {
        node.tcp(NEAR, client.fd(3), FAR, client.fd(4));
        client.blockedIn("read", 3);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void serverThatAcceptsWaitsForNobody() {
        node.tcpListener(FAR, server.fd(4));
        server.blockedIn("recvmsg", 4);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void blindLookAccusesNobody() {
        node.tcp(NEAR, client.fd(3), FAR, server.fd(8));
        client.blockedIn("recvfrom", 3);
        for (var type : List.of(SystemCall.TYPE, Descriptors.TYPE, TcpSockets.TYPE)) {
            assertThat(waits(source, node.blindTo(type)))
                    .as("without %s", type.name())
                    .isEmpty();
        }
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of()))).contains(TcpSockets.TYPE.key());
        assertThat(source.wants(node.view(), new Reach(Set.of(), Set.of()))).isEmpty();
    }
}
