package io.nodethaw.collect.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.evidence.UnixSockets.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SockDiagTest {
    private static final int BY_FAMILY = 20;
    private static final int ERROR = 2;
    private static final int DONE = 3;

    private final NetlinkReply reply = new NetlinkReply(7);

    @Test
    void aListenerCarriesItsQueueAndThoseWhoWaitInIt() throws IOException {
        var body = unix(10, 500)
                .put(attribute(0, "/run/docker.sock\0".getBytes(UTF_8)))
                .put(attribute(3, words(8812, 8813)))
                .put(attribute(4, words(2, 4096)));

        assertThat(UnixDiag.parse(body.flip()))
                .isEqualTo(new UnixSockets.Socket(
                        500, 0, "/run/docker.sock", 1, State.LISTENING, 2, 4096, List.of(8812L, 8813L)));
    }

    @Test
    void anAbstractNameShowsItsZeroBytesAsAtSigns() throws IOException {
        var body = unix(1, 0xfffffffe)
                .put(attribute(0, "\0/containerd-shim/x.sock\0".getBytes(UTF_8)))
                .put(attribute(2, words(9)))
                .put(attribute(99, words(1)));

        var socket = UnixDiag.parse(body.flip());
        assertThat(socket.path()).isEqualTo("@/containerd-shim/x.sock@");
        assertThat(socket.peer()).isEqualTo(9);
        assertThat(socket.inode()).isEqualTo(0xfffffffeL);
        assertThat(socket.state()).isEqualTo(State.ESTABLISHED);
    }

    @Test
    void listenerTellsTheFileItWasBoundTo() throws IOException {
        var file = attribute(1, words(42, 21));
        assertThat(UnixDiag.parse(unix(10, 500).put(file).flip()).file()).contains(new UnixSockets.File(21, 42));
        assertThat(UnixDiag.parse(unix(1, 500).put(file).flip()).file()).isEmpty();
        assertThatThrownBy(() ->
                        UnixDiag.parse(unix(10, 1).put(attribute(1, words(42))).flip()))
                .hasMessageContaining("cut off");
    }

    @Test
    void lengthsThatDoNotFitAreRefused() {
        var attribute = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        attribute.putShort((short) 200).putShort((short) 0);
        assertThatThrownBy(
                        () -> UnixDiag.parse(unix(1, 1).put(attribute.array()).flip()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("200 bytes");

        assertThatThrownBy(() ->
                        UnixDiag.parse(unix(1, 1).put(attribute(4, words(1))).flip()))
                .hasMessageContaining("cut off");

        var message = message(BY_FAMILY, 0, 7, new byte[4]);
        message.putInt(0, 4000);
        assertThatThrownBy(() -> reply.walk(message, _ -> {})).hasMessageContaining("4000 bytes");
    }

    @Test
    void onlyMessagesOfOurRequestCount() throws IOException {
        var bodies = new ArrayList<Integer>();
        var datagram = joined(
                message(BY_FAMILY, 0, 7, new byte[5]),
                message(BY_FAMILY, 0, 8, new byte[9]),
                message(BY_FAMILY, 0, 7, new byte[6]),
                message(DONE, 0, 7, new byte[4]));

        assertThat(reply.walk(datagram, body -> bodies.add(body.remaining()))).isTrue();
        assertThat(bodies).containsExactly(5, 6);
        assertThat(reply.interrupted()).isFalse();
    }

    @Test
    void anInterruptedDumpIsNoticed() throws IOException {
        assertThat(reply.walk(message(BY_FAMILY, 0x10, 7, new byte[5]), _ -> {}))
                .isFalse();
        assertThat(reply.interrupted()).isTrue();
    }

    @Test
    void anErrorOfTheKernelIsNamed() {
        assertThatThrownBy(() -> reply.walk(message(ERROR, 0, 7, words(-2)), _ -> {}))
                .hasMessage("sock_diag: No such file or directory");
        assertThatThrownBy(() -> reply.walk(message(DONE, 0, 7, words(-1)), _ -> {}))
                .isInstanceOf(NotAskedException.class);
    }

    @Test
    void tcpSocketsOfBothFamilies() throws IOException {
        var v4 = tcp(2, 10, new byte[] {127, 0, 0, 1}, 10248, new byte[4], 0);
        assertThat(TcpDiag.parse(v4)).isEqualTo(new TcpSockets.Socket(77, "127.0.0.1:10248", "0.0.0.0:0", 10, 1, 128));

        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 7};
        var local = new byte[] {32, 1, 13, -72, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1};
        assertThat(TcpDiag.parse(tcp(10, 1, local, 443, mapped, 65535)))
                .isEqualTo(new TcpSockets.Socket(77, "[2001:db8:0:1::1]:443", "10.0.0.7:65535", 1, 1, 128));
    }

    @Test
    void addressesAreWrittenTheShortWay() {
        assertThat(IpAddress.text(new byte[16], 0)).isEqualTo("[::]:0");
        var loopback = new byte[16];
        loopback[15] = 1;
        assertThat(IpAddress.text(loopback, 80)).isEqualTo("[::1]:80");
        assertThat(IpAddress.text(new byte[] {0, 1, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0, 7, 0, 0}, 1))
                .isEqualTo("[1:0:3:4::7:0]:1");
        assertThat(IpAddress.text(new byte[] {0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 0, 0, 0}, 1))
                .isEqualTo("[1:2:3:4:5:6::]:1");
    }

    private static ByteBuffer unix(int state, int inode) {
        return ByteBuffer.allocate(256)
                .order(ByteOrder.nativeOrder())
                .put((byte) 1)
                .put((byte) 1)
                .put((byte) state)
                .put((byte) 0)
                .putInt(inode)
                .putLong(0);
    }

    private static ByteBuffer tcp(int family, int state, byte[] local, int port, byte[] remote, int remotePort) {
        var body = ByteBuffer.allocate(72).order(ByteOrder.BIG_ENDIAN);
        body.put(0, (byte) family)
                .put(1, (byte) state)
                .putShort(4, (short) port)
                .putShort(6, (short) remotePort);
        body.put(8, local).put(24, remote).order(ByteOrder.nativeOrder());
        return body.putInt(56, 1).putInt(60, 128).putInt(68, 77);
    }

    private static byte[] attribute(int type, byte[] value) {
        return ByteBuffer.allocate(4 + (value.length + 3 & ~3))
                .order(ByteOrder.nativeOrder())
                .putShort((short) (4 + value.length))
                .putShort((short) type)
                .put(value)
                .array();
    }

    private static byte[] words(int... words) {
        var bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.nativeOrder());
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static ByteBuffer message(int type, int flags, int sequence, byte[] body) {
        return ByteBuffer.allocate(16 + (body.length + 3 & ~3))
                .order(ByteOrder.nativeOrder())
                .putInt(16 + body.length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0)
                .put(body)
                .rewind();
    }

    private static ByteBuffer joined(ByteBuffer... messages) {
        var all = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
        for (var message : messages) {
            all.put(message);
        }
        return all.flip();
    }
}
