package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A server that has not closed a connection although its client is gone still works on the request. */
class LeftConnectionTest {
    private static final String PATH = "/run/docker.sock";
    private static final int ESTABLISHED = 1;
    private static final int CLOSE_WAIT = 8;

    private final LeftConnection docker = new LeftConnection("x", 0);
    private final LeftConnection kubelet = new LeftConnection("x", 10248);

    private static NodeView unix(String path, long peer, long... inodes) {
        var sockets = LongStream.of(inodes)
                .mapToObj(inode ->
                        new UnixSockets.Socket(inode, peer, path, 1, UnixSockets.State.ESTABLISHED, 0, 0, List.of()))
                .toList();
        return new NodeView(new Evidence.Builder(Instant.EPOCH)
                .seen(UnixSockets.TYPE, "", new UnixSockets(sockets))
                .build());
    }

    private static NodeView tcp(String local, int state) {
        return new NodeView(new Evidence.Builder(Instant.EPOCH)
                .seen(
                        TcpSockets.TYPE,
                        "",
                        new TcpSockets(List.of(new TcpSockets.Socket(7, local, "127.0.0.1:40000", state, 0, 0))))
                .build());
    }

    @Test
    void newestConnectionWithoutItsClientIsTheSign() {
        assertThat(docker.of(unix(PATH, 0, 5, 9, 7), PATH)).contains("connection 9");
        assertThat(docker.of(unix("/var" + PATH, 0, 5), PATH)).contains("connection 5");
        assertThat(docker.isStillThere(unix(PATH, 0, 9, 11), PATH, "connection 9"))
                .isTrue();
        assertThat(docker.isStillThere(unix(PATH, 0, 11), PATH, "connection 9")).isFalse();
    }

    @Test
    void connectionWithAClientOrOfAnotherServerIsNone() {
        assertThat(docker.of(unix(PATH, 3, 5), PATH)).isEmpty();
        assertThat(docker.of(unix("/run/other.sock", 0, 5), PATH)).isEmpty();
    }

    @Test
    void portIsToldByTheStateOfTheConnection() {
        assertThat(kubelet.of(tcp("127.0.0.1:10248", CLOSE_WAIT), "")).contains("connection 7");
        assertThat(kubelet.of(tcp("127.0.0.1:10248", ESTABLISHED), "")).isEmpty();
        assertThat(kubelet.of(tcp("127.0.0.1:10250", CLOSE_WAIT), "")).isEmpty();
    }
}
