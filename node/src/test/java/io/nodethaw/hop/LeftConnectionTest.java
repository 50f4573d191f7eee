package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that has not closed a connection although its client is gone still works on the request. */
class LeftConnectionTest {
    private static final String PATH = "/run/docker.sock";
    private static final String HEALTH = "127.0.0.1:10248";
    private static final int OURS = 99;
    private static final int OUR_SOCKET = 50;
    private static final int OTHERS_SOCKET = 60;
    private static final int LEFT = 0;
    private static final int ESTABLISHED = 1;
    private static final int CLOSE_WAIT = 8;

    private final LeftConnection docker = new LeftConnection("x", 0);
    private final LeftConnection kubelet = new LeftConnection("x", 10248);
    private final Evidence.Builder evidence = new Evidence.Builder(Instant.EPOCH)
            .seen(Machine.TYPE, "", new Machine(OURS, 0, "6.1", "x86_64", "b", 100, 50))
            .seen(
                    Descriptors.TYPE,
                    Integer.toString(OURS),
                    new Descriptors(OURS, List.of(new Descriptors.Descriptor(7, "socket:[" + OUR_SOCKET + "]")), "/"));

    private static UnixSockets.Socket unix(String path, long inode, long peer) {
        return new UnixSockets.Socket(inode, peer, path, 1, UnixSockets.State.ESTABLISHED, 0, 0, List.of());
    }

    /** One more reading of the sockets. */
    private LeftConnectionTest seen(UnixSockets.Socket... sockets) {
        evidence.seen(UnixSockets.TYPE, "", new UnixSockets(Arrays.asList(sockets)));
        return this;
    }

    private LeftConnectionTest seen(TcpSockets.Socket... sockets) {
        evidence.seen(TcpSockets.TYPE, "", new TcpSockets(Arrays.asList(sockets)));
        return this;
    }

    private NodeView view() {
        return new NodeView(evidence.build());
    }

    @Test
    void connectionThatWeHaveLeftIsTheSign() {
        seen(unix(PATH, 9, OUR_SOCKET)).seen(unix(PATH, 9, LEFT), unix(PATH, 11, LEFT));
        assertThat(docker.of(view(), PATH)).contains("connection 9");
        assertThat(docker.isStillThere(view(), PATH, "connection 9")).isTrue();
        seen(unix(PATH, 11, LEFT));
        assertThat(docker.isStillThere(view(), PATH, "connection 9")).isFalse();
    }

    @Test
    void pathsOfTheSameSocketAreOne() {
        seen(unix("/var" + PATH, 5, OUR_SOCKET)).seen(unix("/var" + PATH, 5, LEFT));
        assertThat(docker.of(view(), PATH)).contains("connection 5");
    }

    @Test
    void whatOthersHaveLeftAtABusyServerIsNone() {
        seen(unix(PATH, 9, OUR_SOCKET), unix(PATH, 11, OTHERS_SOCKET)).seen(unix(PATH, 11, LEFT), unix(PATH, 12, LEFT));
        assertThat(docker.of(view(), PATH)).isEmpty();
    }

    @Test
    void connectionWithAClientOrOfAnotherServerIsNone() {
        seen(unix(PATH, 9, OUR_SOCKET), unix("/run/other.sock", 5, OUR_SOCKET))
                .seen(unix(PATH, 9, OUR_SOCKET), unix("/run/other.sock", 5, LEFT));
        assertThat(docker.of(view(), PATH)).isEmpty();
    }

    private static TcpSockets.Socket client(long inode, String local) {
        return new TcpSockets.Socket(inode, local, HEALTH, ESTABLISHED, 0, 0);
    }

    private static TcpSockets.Socket server(long inode, String local, String remote, int state) {
        return new TcpSockets.Socket(inode, local, remote, state, 0, 0);
    }

    @Test
    void portIsToldByTheStateOfTheConnection() {
        seen(client(OUR_SOCKET, "127.0.0.1:40000"), server(7, HEALTH, "127.0.0.1:40000", ESTABLISHED));
        assertThat(kubelet.of(view(), "")).isEmpty();
        seen(server(7, HEALTH, "127.0.0.1:40000", CLOSE_WAIT));
        assertThat(kubelet.of(view(), "")).contains("connection 7");
    }

    @Test
    void portsOfOthersAndConnectionsOfOthersAreNone() {
        seen(
                client(OUR_SOCKET, "127.0.0.1:40000"),
                client(OTHERS_SOCKET, "127.0.0.1:40001"),
                server(7, "127.0.0.1:10250", "127.0.0.1:40000", ESTABLISHED),
                server(8, HEALTH, "127.0.0.1:40001", ESTABLISHED));
        seen(
                server(7, "127.0.0.1:10250", "127.0.0.1:40000", CLOSE_WAIT),
                server(8, HEALTH, "127.0.0.1:40001", CLOSE_WAIT));
        assertThat(kubelet.of(view(), "")).isEmpty();
    }
}
