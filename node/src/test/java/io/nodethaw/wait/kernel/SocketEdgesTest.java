package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.CallTarget;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.ThreadEvidence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketEdgesTest {
    private static final String PATH = "/run/server.sock";

    private final SocketEdges source = new SocketEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence client = node.process(20, "client");
    private final ProcessEvidence server = node.process(21, "server");

    @Test
    void readerNeedsTheProcessAtTheOtherEnd() {
        node.pair(client.fd(3), server.fd(4));
        client.blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("client 20 fd 3 needs server 21 fd 4: unix-socket");
    }

    @Test
    void readIsFoundByItsNumberOnArm() {
        node.architecture("aarch64").pair(client.fd(3), server.fd(4));
        client.blockedIn("recvmsg", 3);
        assertThat(waits(source, node)).containsExactly("client 20 fd 3 needs server 21 fd 4: unix-socket");
    }

    @Test
    void writerIsToldHowMuchTheOtherEndHasNotRead() {
        node.pair(client.fd(3), server.fd(4)).unread(server.fd(4), 2128);
        client.blockedIn("sendmsg", 3);
        assertThat(source.edges(node.view()))
                .singleElement()
                .satisfies(edge -> assertThat(edge.text()).endsWith(", 2128 bytes unread at the other end"))
                .satisfies(edge ->
                        assertThat(edge.readings()).contains(SystemCall.TYPE.key("20/20"), UnixSockets.TYPE.key()));
    }

    @Test
    void secondThreadWaitsAsItself() {
        node.pair(client.fd(3), server.fd(4));
        client.thread(25).blockedIn("read", 3);
        assertThat(source.edges(node.view()))
                .singleElement()
                .extracting(Edge::task)
                .isEqualTo(25);
    }

    @Test
    void anyOfSeveralHoldersWouldDo() {
        var child = node.child(server, 22, "child");
        node.pair(client.fd(3), server.fd(4));
        child.inherits(server.fd(4));
        client.blockedIn("read", 3);
        assertThat(waits(source, node))
                .containsExactlyInAnyOrder(
                        "client 20 fd 3 any server 21 fd 4: unix-socket",
                        "client 20 fd 3 any child 22 fd 4: unix-socket");
    }

    @Test
    void oneProcessThatHoldsTheEndTwiceIsStillOne() {
        node.pair(client.fd(3), server.fd(4));
        server.opens(9, server.target(4));
        client.blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("client 20 fd 3 needs server 21 fd 4: unix-socket");
    }

    @Test
    void connectionNotAcceptedYetLeadsToTheAcceptor() {
        node.listener(PATH, server.fd(3)).pending(PATH, client.fd(5));
        client.blockedIn("read", 5);
        assertThat(waits(source, node)).containsExactly("client 20 fd 5 needs server 21 fd 3: unix-accept");
    }

    @Test
    void pidOneThatHoldsTheListenerBySocketActivationIsNotAccused() {
        node.listener(PATH, server.fd(3)).pending(PATH, client.fd(5));
        node.systemd().inherits(server.fd(3));
        client.blockedIn("read", 5);
        assertThat(waits(source, node)).containsExactly("client 20 fd 5 needs server 21 fd 3: unix-accept");
    }

    @Test
    void connectToAFullQueueLeadsToTheListenerThatItsAddressNames() {
        node.listener(PATH, server.fd(3)).connecting(client.fd(5));
        client.thread(20).blockedIn("connect", 5, ThreadEvidence.ADDRESS, 20).address(PATH, 20);
        assertThat(waits(source, node)).containsExactly("client 20 fd 5 needs server 21 fd 3: unix-accept");
    }

    @Test
    void addressOfAConnectIsAskedForAtTheFrontierOnly() {
        node.connecting(client.fd(5));
        client.blockedIn("connect", 5, ThreadEvidence.ADDRESS, 20);
        var address = CallTarget.key(20, 20, ThreadEvidence.ADDRESS, 20);
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of()))).contains(address, Tasks.TYPE.key(20));
        assertThat(source.wants(node.view(), new Reach(Set.of(21), Set.of()))).doesNotContain(address);
    }

    @Test
    void idleServerWaitsForNobody() {
        node.listener(PATH, server.fd(3)).accepted(PATH, client.fd(5), server.fd(6));
        server.blockedIn("accept4", 3);
        client.blockedIn("futex");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void twoEndsInOneProcessAreItsOwnBusiness() {
        node.pair(client.fd(3), client.fd(4));
        client.blockedIn("read", 3);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void blindLookAccusesNobody() {
        node.pair(client.fd(3), server.fd(4));
        client.blockedIn("read", 3);
        for (var type : List.of(SystemCall.TYPE, Descriptors.TYPE, UnixSockets.TYPE, Tasks.TYPE)) {
            assertThat(waits(source, node.blindTo(type)))
                    .as("without %s", type.name())
                    .isEmpty();
        }
    }
}
