package io.nodethaw.collect.wire.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.SilentException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusConnectionTest {
    private static final MethodCall PING =
            MethodCall.method("org.freedesktop.systemd1", "/", "org.freedesktop.DBus.Peer", "Ping");

    @TempDir
    private Path folder;

    private final List<FakePeer> peers = new ArrayList<>();

    private Connector serve(FakePeer.Script script) throws IOException {
        var peer = new FakePeer(folder.resolve("bus"), script);
        peers.add(peer);
        return ChannelConnection.unix(peer.path());
    }

    @AfterEach
    void close() throws IOException {
        for (var peer : peers) {
            peer.close();
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMillis(100));
    }

    /** Also on a machine at work. */
    private static Deadline enoughToLogIn() {
        return Deadline.in(Duration.ofSeconds(2));
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static void assertSilent(String stage, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .asInstanceOf(type(SilentException.class))
                .extracting(SilentException::stage)
                .isEqualTo(stage);
    }

    @Test
    void helloGivesUsAName() throws Exception {
        var connector = serve(server -> server.greet(":1.42"));
        try (var bus = BusConnection.open(connector, 0, ample())) {
            assertThat(bus.uniqueName()).isEqualTo(":1.42");
        }
    }

    @Test
    void allAuthenticationLinesGoOutBeforeTheAnswer() throws Exception {
        var seen = new ArrayBlockingQueue<String>(1);
        var connector = serve(server -> seen.add(server.authenticate("OK 00")));
        BusConnection.openPrivate(connector, 1000, ample()).close();
        assertThat(seen.take()).isEqualTo("\0AUTH EXTERNAL 31303030\r\nBEGIN\r\n");
    }

    @Test
    void refusedUserIsNamed() throws Exception {
        var connector = serve(server -> server.authenticate("REJECTED EXTERNAL\u0007"));
        assertThatThrownBy(() -> BusConnection.open(connector, 0, ample()))
                .isInstanceOf(AuthenticationException.class)
                .hasMessage("D-Bus authentication refused: REJECTED EXTERNAL");
    }

    @Test
    void replyShowsTheSerialOfItsSender() throws Exception {
        var connector = serve(server -> {
            server.greet(":1.1");
            server.send(FakePeer.reply(server.next(), 0x80000001L, ""));
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            var reply = bus.call(PING, ample());
            assertThat(reply.serial()).isEqualTo(0x80000001L);
            assertThat(reply.sender()).isEqualTo(":1.3");
        }
    }

    @Test
    void privateConnectionSaysNoHello() throws Exception {
        var connector = serve(server -> {
            server.authenticate();
            server.send(FakePeer.reply(server.next(), 1, "s", "first"));
        });
        try (var systemd = BusConnection.openPrivate(connector, 0, ample())) {
            assertThat(systemd.call(PING, ample()).body()).containsExactly("first");
        }
    }

    @Test
    void errorReplyIsAMessage() throws Exception {
        var connector = serve(server -> {
            server.greet(":1.1");
            server.send(FakePeer.error(server.next(), "org.freedesktop.DBus.Error.NameHasNoOwner", "no such name"));
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            var reply = bus.callBus("GetNameOwner", "org.freedesktop.systemd1", ample());
            assertThat(reply.isError()).isTrue();
            assertThat(reply.errorText()).isEqualTo("org.freedesktop.DBus.Error.NameHasNoOwner: no such name");
            assertThatThrownBy(() -> reply.value(0, String.class))
                    .as("its text is not the value asked for")
                    .hasMessage(reply.errorText());
        }
    }

    @Test
    void otherMessagesBeforeTheReplyAreSkipped() throws Exception {
        var connector = serve(server -> {
            server.greet(":1.1");
            var call = server.next();
            server.send(FakePeer.signal(5, ":1.9", "Changed"));
            server.send(PING.message(6));
            server.send(FakePeer.reply(call, 7, ""));
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            assertThat(bus.call(PING, ample()).serial()).isEqualTo(7);
        }
    }

    @Test
    void floodOfSignalsDoesNotOutlastTheDeadline() throws Exception {
        var connector = serve(server -> {
            server.greet(":1.1");
            while (true) {
                server.send(FakePeer.signal(5, ":1.9", "Changed"));
            }
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            assertSilent("reply to Ping of org.freedesktop.systemd1", () -> bus.call(PING, soon()));
        }
    }

    @Test
    void refusedHelloIsNamed() throws Exception {
        var connector = serve(server -> {
            server.authenticate();
            server.send(FakePeer.error(server.next(), "org.freedesktop.DBus.Error.LimitsExceeded", "too many"));
        });
        assertThatThrownBy(() -> BusConnection.open(connector, 0, ample()))
                .hasMessage("org.freedesktop.DBus.Error.LimitsExceeded: too many");
    }

    @Test
    void silentServerIsNamedByItsStage() throws Exception {
        var connector = serve(FakePeer.Peer::idle);
        assertSilent("auth", () -> BusConnection.open(connector, 0, soon()));
    }

    @Test
    void silentHelloIsNamed() throws Exception {
        var connector = serve(server -> {
            server.authenticate();
            server.idle();
        });
        assertSilent("Hello", () -> BusConnection.open(connector, 0, enoughToLogIn()));
    }

    @Test
    void lateReplyIsStillReadable() throws Exception {
        var go = new ArrayBlockingQueue<String>(1);
        var connector = serve(server -> {
            server.greet(":1.1");
            var call = server.next();
            take(go);
            server.send(FakePeer.reply(call, 9, ""));
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            long serial = bus.send(PING, ample());
            assertSilent("Ping", () -> bus.reply(serial, soon(), "Ping"));
            go.add("now");
            assertThat(bus.reply(serial, ample(), "Ping").serial()).isEqualTo(9);
        }
    }

    private static void take(ArrayBlockingQueue<String> go) throws IOException {
        try {
            go.take();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void messageToOurselvesComesBack() throws Exception {
        var connector = serve(server -> {
            server.greet(":1.7");
            var sent = server.next();
            server.send(FakePeer.signal(sent.serial(), ":1.8", "Echo"));
            server.send(FakePeer.signal(sent.serial(), ":1.7", "Echo"));
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            assertThat(bus.echo(ample()).sender()).isEqualTo(":1.7");
        }
    }

    @Test
    void messageToOurselvesThatDoesNotComeBackIsNamed() throws Exception {
        var connector = serve(server -> {
            server.greet(":1.7");
            server.idle();
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            assertSilent("message to ourselves", () -> bus.echo(soon()));
        }
    }

    @Test
    void endOfTheConnectionIsNotSilence() throws Exception {
        var connector = serve(server -> {
            server.authenticate();
            server.next();
        });
        try (var systemd = BusConnection.openPrivate(connector, 0, ample())) {
            assertThatThrownBy(() -> systemd.call(PING, ample())).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void malformedReplyIsNamed() throws Exception {
        var connector = serve(server -> {
            server.greet(":1.1");
            server.next();
            server.write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII)));
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            assertThatThrownBy(() -> bus.call(PING, ample())).isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    void largeReplyInPiecesIsRead() throws Exception {
        String text = "x".repeat(300_000);
        var connector = serve(server -> {
            server.greet(":1.1");
            server.send(FakePeer.reply(server.next(), 2, "s", text));
        });
        try (var bus = BusConnection.open(connector, 0, ample())) {
            assertThat(bus.call(PING, ample()).body()).containsExactly(text);
        }
    }

    @Test
    void absentSocketIsNotAsked() {
        var host = new Host(folder, InstantSource.system());
        assertThatThrownBy(() -> BusConnection.open(SystemBus.bus(host), 0, ample()))
                .isInstanceOf(NotAskedException.class)
                .hasMessageContaining("/run/dbus/system_bus_socket");
    }
}
