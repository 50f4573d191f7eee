package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusMonitorVerbTest {
    @TempDir
    private Path folder;

    private final FakeConsole console = new FakeConsole();

    /** Two calls of one connection, of which one is answered. */
    private Path recording() throws IOException {
        var file = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(1 << 27)
                .putInt(231);
        packet(file, 0, message(Message.Type.METHOD_CALL, 7, 0, ":1.5", "org.freedesktop.systemd1", "StopUnit"));
        packet(file, 400_000, message(Message.Type.METHOD_CALL, 8, 0, ":1.5", "org.freedesktop.systemd1", "GetUnit"));
        packet(file, 500_000, message(Message.Type.METHOD_RETURN, 331, 8, ":1.3", ":1.5", ""));
        packet(file, 1_500_000, message(Message.Type.SIGNAL, 332, 0, ":1.3", "", "UnitNew"));
        var bytes = new byte[file.position()];
        file.get(0, bytes);
        return Files.write(folder.resolve("bus.pcap"), bytes);
    }

    private static Message message(
            Message.Type type, long serial, long replySerial, String from, String to, String member) {
        boolean isReply = type == Message.Type.METHOD_RETURN;
        return new Message(
                type,
                0,
                serial,
                replySerial,
                isReply ? "" : "/x",
                isReply ? "" : "org.freedesktop.systemd1.Manager",
                member,
                "",
                to,
                from,
                "",
                List.of());
    }

    private static void packet(ByteBuffer file, int micros, Message message) throws IOException {
        var bytes = MessageEncoder.encode(message, ByteOrder.LITTLE_ENDIAN);
        file.putInt(1_700_000_000 + micros / 1_000_000).putInt(micros % 1_000_000);
        file.putInt(bytes.remaining()).putInt(bytes.remaining()).put(bytes);
    }

    @Test
    void recordingIsToldLineByLineAndThenAsAWhole() throws IOException {
        assertThat(console.run("bus", "monitor", "--replay", recording().toString()))
                .isZero();
        assertThat(console.out()).isEqualTo("""
                22:13:21  3 messages: 2 calls, 1 replies, 0 signals; 1 open, oldest 1000 ms: :1.5 called StopUnit of org.freedesktop.systemd1; most org.freedesktop.systemd1.Manager.GetUnit 1, org.freedesktop.systemd1.Manager.StopUnit 1; by :1.5 2, :1.3 1
                22:13:21  1 messages: 0 calls, 0 replies, 1 signals; units +1 -0; 1 open, oldest 1500 ms: :1.5 called StopUnit of org.freedesktop.systemd1; most org.freedesktop.systemd1.Manager.UnitNew 1; by :1.3 1

                4 messages in 1500 ms: 2 calls, 1 replies, 0 errors, 1 signals, 480 bytes
                  sender     :1.3  2 messages, last serial 332
                  sender     :1.5  2 messages, last serial 8
                  member     1 org.freedesktop.systemd1.Manager.GetUnit
                  member     1 org.freedesktop.systemd1.Manager.StopUnit
                  member     1 org.freedesktop.systemd1.Manager.UnitNew
                  units      other +1 -0
                  open       1500 ms: :1.5 called StopUnit of org.freedesktop.systemd1
                """);
    }

    @Test
    void everyLineOfJsonIsAnObject() throws IOException {
        assertThat(console.run("bus", "monitor", "--replay", recording().toString(), "-o", "json"))
                .isZero();
        var lines = console.out().lines().map(JsonParser::parseString).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().getAsJsonObject().get("kind").getAsString()).isEqualTo("bus-second");
        assertThat(lines.getLast().getAsJsonObject().get("kind").getAsString()).isEqualTo("bus-traffic");
        assertThat(lines.getLast().getAsJsonObject().getAsJsonArray("open")).hasSize(1);
    }

    @Test
    void whatIsNoRecordingIsRefusedInOneLine() throws IOException {
        var file = Files.writeString(folder.resolve("x"), "not a recording");
        assertThat(console.run("bus", "monitor", "--replay", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains("it is no recording in pcap or pcapng");
        assertThat(console.run(
                        "bus", "monitor", "--replay", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(console.run("bus", "monitor", "--replay", "x", "--for", "5s"))
                .isEqualTo(64);
    }

    @Test
    void fileThatIsThereIsNotRecordedOver() throws IOException {
        var file = recording();
        long size = Files.size(file);
        assertThat(console.run("bus", "monitor", "--record", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains("cannot be written: it is there already; name a new file");
        assertThat(Files.size(file)).isEqualTo(size);
        assertThat(console.run(
                        "bus", "monitor", "--record", folder.resolve("no/x").toString()))
                .isEqualTo(2);
    }
}
