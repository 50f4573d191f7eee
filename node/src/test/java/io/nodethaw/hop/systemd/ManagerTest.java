package io.nodethaw.hop.systemd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageEncoder;
import io.nodethaw.remedy.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagerTest {
    @TempDir
    private Path root;

    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectories(root.resolve("run/systemd"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(root.resolve("run/systemd/private")));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Accepts one connection, lets it log in, reads the call, answers with these bytes and closes. */
    private void serve(byte[] answer) {
        Thread.ofPlatform().daemon().start(() -> {
            try (var client = server.accept()) {
                client.read(ByteBuffer.allocate(4096));
                write(client, "OK 0123456789abcdef0123456789abcdef\r\n".getBytes(US_ASCII));
                client.read(ByteBuffer.allocate(4096));
                write(client, answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void write(SocketChannel client, byte[] bytes) throws IOException {
        client.write(ByteBuffer.wrap(bytes));
    }

    @Test
    void endOfTheConnectionIsSuccess() throws IOException {
        serve(new byte[0]);
        assertThat(systemd().reexecute()).isPositive();
    }

    @Test
    void errorReplyIsARefusal() throws IOException {
        var error = new Message(
                Message.Type.ERROR,
                0,
                1,
                1,
                "",
                "",
                "",
                "org.freedesktop.systemd1.DiskFull",
                "",
                "",
                "s",
                List.of("not enough space"));
        var bytes = MessageEncoder.encode(error, ByteOrder.nativeOrder());
        var array = new byte[bytes.remaining()];
        bytes.get(array);
        serve(array);
        assertThatThrownBy(() -> systemd().reexecute())
                .isInstanceOf(RefusedException.class)
                .hasMessage("org.freedesktop.systemd1.DiskFull: not enough space");
    }

    @Test
    void withoutTheSocketNothingWasTold() throws IOException {
        server.close();
        Files.delete(root.resolve("run/systemd/private"));
        assertThatThrownBy(() -> systemd().reexecute()).isInstanceOf(Manager.NotToldException.class);
    }

    @Test
    void socketThatNobodyServesWasToldNothing() throws IOException {
        server.close();
        assertThatThrownBy(() -> systemd().reexecute()).isInstanceOf(Manager.NotToldException.class);
    }

    @Test
    void silentEverywhereIsNoAnswer() throws IOException {
        server.close();
        assertThat(systemd().answers()).isFalse();
    }

    private Manager systemd() {
        return new Manager(new HostFolder(root).host(), 0);
    }
}
