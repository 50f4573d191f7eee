package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static List<String> packets(byte[] file) throws IOException {
        var recording = Recording.open(new ByteArrayInputStream(file));
        var all = new ArrayList<String>();
        while (recording.next()) {
            all.add(recording.micros() + " " + recording.length() + " "
                    + new String(recording.packet(), 0, recording.there(), StandardCharsets.US_ASCII));
        }
        if (!recording.cut().isEmpty()) {
            all.add(recording.cut());
        }
        return all;
    }

    private static byte[] written(String... packets) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new PcapWriter(out);
        for (int i = 0; i < packets.length; i++) {
            var bytes = packets[i].getBytes(StandardCharsets.US_ASCII);
            writer.add(1_700_000_000_000_000L + i, bytes, 0, bytes.length, bytes.length);
        }
        writer.end();
        return out.toByteArray();
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        assertThat(packets(written("one", "", "three")))
                .containsExactly("1700000000000000 3 one", "1700000000000001 0 ", "1700000000000002 5 three");
    }

    @Test
    void longMessagesNeedLongChunks() throws IOException {
        var big = "x".repeat(3 << 20);
        assertThat(packets(written("a", big, "b"))).element(1).asString().endsWith(big);
    }

    @Test
    void cutRecordingKeepsWhatIsWhole() throws IOException {
        var file = written("one", "two");
        assertThat(packets(Arrays.copyOf(file, file.length - 1)))
                .containsExactly("1700000000000000 3 one", "it is cut off behind packet 1");
        assertThat(packets(Arrays.copyOf(file, file.length - 10))).hasSize(2);
    }

    @Test
    void otherFilesAreRefused() {
        assertThatThrownBy(() -> packets(new byte[0]))
                .isInstanceOf(RecordingException.class)
                .hasMessage("it is empty");
        assertThatThrownBy(() -> packets("no recording at all".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("it is no recording in pcap or pcapng");
        assertThatThrownBy(() -> {
                    var file = written();
                    file[20] = 1;
                    packets(file);
                })
                .hasMessage("it is a recording of link type 1, not of D-Bus (231)");
    }

    /** As tcpdump on a machine of the other byte order writes it, with nanoseconds. */
    @Test
    void otherByteOrderAndNanosecondsAreRead() throws IOException {
        var file = ByteBuffer.allocate(24 + 16 + 3);
        file.putInt(0xa1b23c4d)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65535)
                .putInt(231);
        file.putInt(1_700_000_000).putInt(5_000_999).putInt(3).putInt(9).put("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(packets(file.array())).containsExactly("1700000000005000 9 abc");
    }

    /** As busctl capture of newer releases writes it. */
    @Test
    void blocksOfPcapngAreRead() throws IOException {
        for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            var file = ByteBuffer.allocate(500).order(order);
            file.putInt(0x0a0d0d0a)
                    .putInt(28)
                    .putInt(0x1a2b3c4d)
                    .putInt(1)
                    .putLong(-1)
                    .putInt(28);
            file.putInt(1).putInt(32).putShort((short) 231).putShort((short) 0).putInt(0);
            file.putShort((short) 9)
                    .putShort((short) 1)
                    .put((byte) 9)
                    .put(new byte[3])
                    .putInt(0)
                    .putInt(32);
            file.putInt(5).putInt(12).putInt(12); // statistics, passed over
            long nanos = 1_700_000_000_000_005_000L;
            file.putInt(6)
                    .putInt(36)
                    .putInt(0)
                    .putInt((int) (nanos >>> 32))
                    .putInt((int) nanos)
                    .putInt(3)
                    .putInt(3);
            file.put("abc".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).putInt(36);
            assertThat(packets(Arrays.copyOf(file.array(), file.position()))).containsExactly("1700000000000005 3 abc");
        }
    }

    @Test
    void claimedLengthTakesNoMemory() {
        var file = ByteBuffer.allocate(24 + 16).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65535)
                .putInt(231);
        file.putInt(1).putInt(1).putInt(-1).putInt(-1);
        assertThatThrownBy(() -> packets(file.array())).isInstanceOf(RecordingException.class);
    }
}
