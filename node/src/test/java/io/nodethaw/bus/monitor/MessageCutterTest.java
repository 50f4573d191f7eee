package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCutterTest {
    private static byte[] message(long serial, int bytes) throws IOException {
        var encoded = MessageEncoder.encode(
                new Message(
                        Message.Type.SIGNAL,
                        1,
                        serial,
                        0,
                        "/x",
                        "a.B",
                        "C",
                        "",
                        "",
                        ":1.5",
                        "s",
                        List.of("x".repeat(bytes))),
                ByteOrder.LITTLE_ENDIAN);
        var all = new byte[encoded.remaining()];
        encoded.get(all);
        return all;
    }

    private static List<String> cut(byte[] all, int pieces) throws IOException {
        var cutter = new MessageCutter();
        var taken = new ArrayList<String>();
        for (int at = 0; at < all.length; ) {
            int count = Math.min(Math.min(cutter.room(), pieces), all.length - at);
            System.arraycopy(all, at, cutter.bytes(), cutter.end(), count);
            cutter.take(
                    count, (bytes, start, there, length) -> taken.add(bytes[start + 8] + " " + there + " " + length));
            at += count;
        }
        return taken;
    }

    @Test
    void messagesAreTheSameInWhateverPiecesTheyCome() throws IOException {
        var all = new ByteArrayOutputStream();
        var wanted = new ArrayList<String>();
        for (int i = 1; i <= 20; i++) {
            var one = message(i, i * 10);
            all.write(one);
            wanted.add(i + " " + one.length + " " + one.length);
        }
        for (int pieces : new int[] {1, 7, 100, 1 << 20}) {
            assertThat(cut(all.toByteArray(), pieces)).isEqualTo(wanted);
        }
    }

    @Test
    void restOfAVeryLongMessageIsPassedOver() throws IOException {
        var all = new ByteArrayOutputStream();
        all.write(message(1, 9 << 20));
        all.write(message(2, 10));
        var taken = cut(all.toByteArray(), 300_000);
        assertThat(taken).hasSize(2);
        assertThat(taken.getFirst()).startsWith("1 " + MessageCutter.MOST + " ");
        assertThat(taken.get(1)).startsWith("2 ");
    }
}
