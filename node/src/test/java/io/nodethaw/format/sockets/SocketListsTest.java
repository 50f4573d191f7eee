package io.nodethaw.format.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketListsTest {
    private static final String UNIX = """
        Netid State  Recv-Q Send-Q  Local Address:Port        Peer Address:Port Process
        u_str LISTEN 129    128    /run/docker.sock 20703    * 0    users:(("dockerd",pid=731,fd=5),("systemd",pid=1,fd=44))
        u_str ESTAB  4096   0       /run/containerd/containerd.sock 84610 * 84611 users:(("containerd",pid=640,fd=12))
        u_str ESTAB  0      4096    * 84611                          * 84610 users:(("dockerd",pid=731,fd=9))
        u_dgr UNCONN 0      0       @/containerd-shim/x.sock@ 84700  * 0
        u_seq LISTEN 0      128     /run/a b 3/c 84701               * 0
        """;

    private static final String TCP = """
        State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess
        LISTEN 0      4096   127.0.0.1:10248     0.0.0.0:*    users:(("kubelet",pid=900,fd=20))
        LISTEN 0      4096   *:10250             *:*          users:(("kubelet",pid=900,fd=21)) ino:4711 sk:1 <->
        ESTAB  7      0      [::ffff:10.0.0.1]:10250 [::ffff:10.0.0.2]:51200
        \t cubic wscale:7,7 rto:204
               users:(("kubelet",pid=900,fd=22))
        ESTAB  0      0      host:https          other:51200
        """;

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new SocketLists());
    }

    private static List<UnixSockets.Socket> unix(String text) throws IOException {
        return read(text).evidence().seen(UnixSockets.TYPE).orElseThrow().sockets();
    }

    private static List<TcpSockets.Socket> tcp(String text) throws IOException {
        return read(text).evidence().seen(TcpSockets.TYPE).orElseThrow().sockets();
    }

    private static List<String> open(String text, int pid) throws IOException {
        return read(text).evidence().seen(Descriptors.TYPE, pid).orElseThrow().open().stream()
                .map(file -> file.number() + " " + file.target())
                .toList();
    }

    @Test
    void unixSocketsWithBothEndsAndWhatIsUnread() throws IOException {
        assertThat(unix(UNIX))
                .extracting(socket -> socket.inode() + " " + socket.peer() + " " + socket.path() + " " + socket.type()
                        + " " + socket.state() + " " + socket.received() + " " + socket.sent())
                .containsExactly(
                        "20703 0 /run/docker.sock 1 LISTENING 129 128",
                        "84610 84611 /run/containerd/containerd.sock 1 ESTABLISHED 4096 0",
                        "84611 84610  1 ESTABLISHED 0 4096",
                        "84700 0 @/containerd-shim/x.sock@ 2 CLOSED 0 0",
                        "84701 0 /run/a b 3/c 5 LISTENING 0 128");
        assertThat(open(UNIX, 731)).containsExactly("5 socket:[20703]", "9 socket:[84611]");
        assertThat(open(UNIX, 1)).containsExactly("44 socket:[20703]");
        assertThat(read(UNIX).tasks()).extracting(Piece.Task::comm).contains("dockerd", "containerd", "systemd");
    }

    @Test
    void tcpSocketsAlsoWhereTheInodeIsNotTold() throws IOException {
        assertThat(tcp(TCP))
                .extracting(socket ->
                        socket.local() + " " + socket.remote() + " " + socket.state() + " " + socket.received())
                .containsExactly(
                        "127.0.0.1:10248 0.0.0.0:0 10 0",
                        "[::]:10250 [::]:0 10 0",
                        "10.0.0.1:10250 10.0.0.2:51200 1 7");
        assertThat(tcp(TCP).get(1).inode()).isEqualTo(4711);
        long made = tcp(TCP).getFirst().inode();
        assertThat(made).isNegative().isEqualTo(tcp(TCP).getFirst().inode());
        assertThat(open(TCP, 900))
                .contains("20 socket:[" + made + "]", "21 socket:[4711]")
                .hasSize(3);
    }

    @Test
    void recordThatGoesOnInTheNextLine() throws IOException {
        assertThat(open("""
            Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port
            u_str ESTAB 0 0 * 5 * 6
                   users:(("runc",pid=77,fd=3))
            """, 77)).containsExactly("3 socket:[5]");
    }

    @Test
    void rowsThatSomebodyCutOut() throws IOException {
        var cut = """
            root@n1:~# ss -xp | grep docker
            u_str ESTAB 0 0 /run/docker.sock 5 * 6 users:(("dockerd",731,12))
            """;
        assertThat(open(cut, 731)).containsExactly("12 socket:[5]");
    }

    @Test
    void listEndsWhereOtherTextBegins() throws IOException {
        assertThat(unix(UNIX + "\n$ date\nESTAB 1 1 x 9 * 9\n")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "State of the node: ready\nESTAB 0 0 a b\n",
                "tcp 0 0 10.0.0.1:1 10.0.0.2:2 ESTABLISHED 1/init\n",
                """
                COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME
                systemd 1 root 4u a_inode 0,14 0 10385 [eventpoll]
                """,
                "PID STAT COMMAND\n1 Ss systemd\n"
            })
    void isTakenForNothingElse(String text) throws IOException {
        assertThat(Texts.recognises(text, new SocketLists())).isFalse();
    }

    @Test
    void brokenRowsAreLeftOut() throws IOException {
        assertThatThrownBy(() -> read("u_str ESTAB 99999999999999999999 0 * 5 * 6\n"))
                .isInstanceOf(FileFormatException.class);
        assertThat(unix(UNIX + "u_str ESTAB 0 0 * 99999999999999999999 * 6\nu_str ESTAB 0\n"))
                .hasSize(5);
    }

    @Test
    void endlessLineIsRead() throws IOException {
        assertThat(unix(UNIX + "u_str ESTAB 0 0 " + "x".repeat(1 << 20) + " 5 * 6\n" + " y".repeat(1 << 20)))
                .hasSizeGreaterThanOrEqualTo(5);
    }
}
