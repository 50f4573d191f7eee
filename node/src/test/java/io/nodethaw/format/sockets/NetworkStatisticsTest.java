package io.nodethaw.format.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NetworkStatisticsTest {
    private static final String TEXT = """
        Active Internet connections (servers and established)
        Proto Recv-Q Send-Q Local Address           Foreign Address         State       User       Inode      PID/Program name
        tcp        0      0 127.0.0.1:10248         0.0.0.0:*               LISTEN      0          26985      900/kubelet
        tcp      312      0 10.0.0.1:22             10.0.0.9:33098          ESTABLISHED 0          0          2322/sshd: user12
        tcp6       0      0 :::10250                :::*                    LISTEN      -
        tcp        0      0 localhost:ssh           localhost:33098         ESTABLISHED -
        udp        0      0 127.0.0.53:53           0.0.0.0:*                           893/systemd-resolve
        Active UNIX domain sockets (servers and established)
        Proto RefCnt Flags       Type       State         I-Node   PID/Program name     Path
        unix  2      [ ACC ]     STREAM     LISTENING     20703    1/init               /run/systemd/private
        unix  2      [ ACC ]     STREAM     LISTENING     20704    442/avahi-daemon: r  /run/avahi-daemon/socket
        unix  2      [ ACC ]     SEQPACKET  LISTENING     20705    /run/udev/control
        unix  3      [ ]         STREAM     CONNECTED     20706    640/containerd       /run/containerd/containerd.sock
        unix  2      [ ]         DGRAM                    34693    1898/systemd         /run/user/1000/systemd/notify
        """;

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new NetworkStatistics());
    }

    @Test
    void connectionsWithTheirQueues() throws IOException {
        assertThat(read(TEXT).evidence().seen(TcpSockets.TYPE).orElseThrow().sockets())
                .extracting(socket ->
                        socket.local() + " " + socket.remote() + " " + socket.state() + " " + socket.received())
                .containsExactly(
                        "127.0.0.1:10248 0.0.0.0:0 10 0", "10.0.0.1:22 10.0.0.9:33098 1 312", "[::]:10250 [::]:0 10 0");
    }

    @Test
    void ofUnixSocketsOnlyListenersBecauseTheOtherEndIsNotTold() throws IOException {
        assertThat(read(TEXT).evidence().seen(UnixSockets.TYPE).orElseThrow().sockets())
                .extracting(socket -> socket.inode() + " " + socket.path() + " " + socket.type() + " " + socket.state())
                .containsExactly(
                        "20703 /run/systemd/private 1 LISTENING",
                        "20704 /run/avahi-daemon/socket 1 LISTENING",
                        "20705 /run/udev/control 5 LISTENING");
    }

    @Test
    void whoHasThemOpenButNotAsWhichFile() throws IOException {
        var open =
                read(TEXT).evidence().seen(Descriptors.TYPE, 900).orElseThrow().open();
        assertThat(open).extracting(Descriptors.Descriptor::target).containsExactly("socket:[26985]");
        assertThat(open.getFirst().number()).isNegative();
        assertThat(read(TEXT).tasks()).extracting(Piece.Task::comm).contains("kubelet", "sshd", "avahi-daemon", "init");
        assertThat(read(TEXT).evidence().seen(Descriptors.TYPE, 1).orElseThrow().hasStandardStreamsOnly())
                .isFalse();
    }

    @Test
    void isTakenForNothingElse() throws IOException {
        assertThat(Texts.recognises("tcp is a protocol\nunix sockets are files\nProto 1\n", new NetworkStatistics()))
                .isFalse();
        assertThat(Texts.recognises("tcp   LISTEN 0 128 127.0.0.1:22 0.0.0.0:*\n", new NetworkStatistics()))
                .isFalse();
    }

    @Test
    void brokenRowsAreLeftOut() throws IOException {
        assertThat(read(TEXT + "tcp 0 0 1.2.3.4:99999999 x LISTEN\ntcp x\nunix 2 [ ACC ] STREAM LISTENING\n")
                        .evidence()
                        .seen(TcpSockets.TYPE)
                        .orElseThrow()
                        .sockets())
                .hasSize(3);
    }
}
