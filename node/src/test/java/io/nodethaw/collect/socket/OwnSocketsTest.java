package io.nodethaw.collect.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.evidence.UnixSockets.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the kernel the test runs on about sockets the test makes. */
class OwnSocketsTest {
    private static final int BIND = SystemCalls.Name.SOCKET.number() == 41 ? 49 : 200;
    private static final int LISTEN = BIND + 1;
    private static final int ACCEPT = SystemCalls.Name.SOCKET.number() == 41 ? 43 : 202;

    private final Host host = new Host(Path.of("/"), InstantSource.system());
    private final Sockets sockets = new Sockets(host);

    @TempDir
    Path folder;

    @Test
    void aConnectionNobodyAcceptedIsListedWithItsListener() throws IOException {
        var address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (var listener =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 5);
                var client = SocketChannel.open(address)) {
            var own = ownSockets();
            var all = sockets.unix(soon());

            var listening = all.listener(address.toString()).orElseThrow();
            assertThat(listening.received()).isEqualTo(1);
            assertThat(listening.sent()).isEqualTo(5);
            assertThat(listening.pending()).hasSize(1);
            var lies = SocketFiles.read(host, address.toString());
            var bound = listening.file().orElseThrow();
            assertThat(lies.file().orElseThrow().inode()).isEqualTo(bound.inode());
            assertThat(lies.isComparable(bound)).isTrue();
            var waiting = all.find(listening.pending().getFirst()).orElseThrow();
            assertThat(own).contains(waiting.inode(), listening.inode());
            assertThat(waiting.peer()).isZero();

            client.write(ByteBuffer.wrap(new byte[17]));
            try (var accepted = listener.accept()) {
                all = sockets.unix(soon());
                var server =
                        all.find(all.find(waiting.inode()).orElseThrow().peer()).orElseThrow();
                assertThat(server.received()).isEqualTo(17);
                assertThat(server.peer()).isEqualTo(waiting.inode());
                assertThat(server.state()).isEqualTo(State.ESTABLISHED);
                assertThat(accepted.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aTcpListenerTellsHowManyWait() throws IOException {
        try (var listener = ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 9);
                var client = SocketChannel.open(listener.getLocalAddress())) {
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            var all = sockets.tcp(soon()).sockets();

            assertThat(all)
                    .filteredOn(socket -> socket.local().equals("127.0.0.1:" + port) && socket.state() == 10)
                    .singleElement()
                    .satisfies(socket -> {
                        assertThat(socket.received()).isEqualTo(1);
                        assertThat(socket.sent()).isEqualTo(9);
                    });
            assertThat(all).anyMatch(socket -> socket.remote().equals("127.0.0.1:" + port) && socket.state() == 1);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void theTextsTellTheSameSockets() throws IOException {
        var address = UnixDomainSocketAddress.of(folder.resolve("t"));
        try (var listener =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var tcp = ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0))) {
            var own = ownSockets();
            assertThat(sockets.unixText()
                            .listener(address.toString())
                            .orElseThrow()
                            .inode())
                    .isEqualTo(sockets.unix(soon())
                            .listener(address.toString())
                            .orElseThrow()
                            .inode());
            assertThat(ofOurs(sockets.unixText(), own)).isEqualTo(ofOurs(sockets.unix(soon()), own));
            assertThat(ofOurs(sockets.tcpText(), own))
                    .isEqualTo(ofOurs(sockets.tcp(soon()), own))
                    .isNotEmpty();
            assertThat(listener.isOpen() && tcp.isOpen()).isTrue();
        }
    }

    @Test
    void anAbstractSocketIsReachedAndItsSilenceNamed() throws IOException {
        var name = "@nodethaw-test-" + ProcessHandle.current().pid() + "@";
        var kernel = new SystemCalls();
        long listener = kernel.call(SystemCalls.Name.SOCKET, 1, 1, 0);
        var address = SystemCalls.buffer(64).putShort((short) 1);
        address.put(name.replace('@', '\0').getBytes(US_ASCII)).flip();
        try {
            assertThat(kernel.call(BIND, listener, SystemCalls.address(address), address.remaining(), 0, 0, 0))
                    .isZero();
            assertThat(kernel.call(LISTEN, listener, 4, 0, 0, 0, 0)).isZero();
            assertThat(address.hasRemaining()).isTrue(); // and still reachable while the kernel read it
            assertThat(sockets.unix(soon()).listener(name)).isPresent();
            try (var connection = AbstractSocket.connector(name).open(soon())) {
                long server = kernel.call(ACCEPT, listener, 0, 0, 0, 0, 0);
                connection.write(ByteBuffer.wrap(new byte[] {4, 5, 6}), soon(), "request");
                var received = SystemCalls.buffer(8);
                assertThat(kernel.call(SystemCalls.Name.READ, received, server, SystemCalls.address(received), 8))
                        .isEqualTo(3);
                assertThat(received.get(2)).isEqualTo((byte) 6);
                kernel.call(SystemCalls.Name.WRITE, received, server, SystemCalls.address(received), 2);

                var reply = ByteBuffer.allocate(2);
                connection.readFully(reply, soon(), "reply");
                assertThat(reply.get(1)).isEqualTo((byte) 5);
                assertThatThrownBy(() -> connection.read(
                                ByteBuffer.allocate(1), Deadline.in(Duration.ofMillis(20)), "second reply"))
                        .isInstanceOfSatisfying(
                                SilentException.class,
                                silent -> assertThat(silent.stage()).isEqualTo("second reply"));
                kernel.call(SystemCalls.Name.CLOSE, server, 0, 0);
                assertThat(connection.read(ByteBuffer.allocate(1), soon(), "end"))
                        .isEqualTo(-1);
            }
        } finally {
            kernel.call(SystemCalls.Name.CLOSE, listener, 0, 0);
        }
        assertThatThrownBy(() -> AbstractSocket.connector(name).open(soon())).hasMessage("connect: Connection refused");
    }

    @Test
    void anAbstractSocketWhoseQueueIsFullIsSilentAtOnce() throws IOException {
        var name = "@nodethaw-full-" + ProcessHandle.current().pid();
        var kernel = new SystemCalls();
        long listener = kernel.call(SystemCalls.Name.SOCKET, 1, 1, 0);
        var address = SystemCalls.buffer(64).putShort((short) 1);
        address.put(name.replace('@', '\0').getBytes(US_ASCII)).flip();
        try {
            assertThat(kernel.call(BIND, listener, SystemCalls.address(address), address.remaining(), 0, 0, 0))
                    .isZero();
            assertThat(address.hasRemaining()).isTrue(); // and still reachable while the kernel read it
            assertThat(kernel.call(LISTEN, listener, 0, 0, 0, 0, 0)).isZero();
            var connector = AbstractSocket.connector(name);
            try (var _ = connector.open(soon())) {
                assertThatThrownBy(() -> connector.open(soon()))
                        .isInstanceOfSatisfying(
                                SilentException.class,
                                silent -> assertThat(silent.stage()).isEqualTo("connect: its accept queue is full"));
            }
        } finally {
            kernel.call(SystemCalls.Name.CLOSE, listener, 0, 0);
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    private Set<Long> ownSockets() throws IOException {
        return new Proc(host)
                .descriptors((int) ProcessHandle.current().pid()).open().stream()
                        .flatMap(descriptor -> descriptor.socket().stream())
                        .collect(Collectors.toSet());
    }

    private static Set<Long> ofOurs(UnixSockets table, Set<Long> own) {
        return table.sockets().stream()
                .map(UnixSockets.Socket::inode)
                .filter(own::contains)
                .collect(Collectors.toSet());
    }

    private static Set<Long> ofOurs(TcpSockets table, Set<Long> own) {
        return table.sockets().stream()
                .map(TcpSockets.Socket::inode)
                .filter(own::contains)
                .collect(Collectors.toSet());
    }
}
