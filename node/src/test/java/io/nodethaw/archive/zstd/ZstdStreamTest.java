package io.nodethaw.archive.zstd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed files beside it were made by zstd 1.5 of {@link #log()}, and of zeros. */
class ZstdStreamTest {
    private static byte[] resource(String name) throws IOException {
        try (var in = ZstdStreamTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (var in = new ZstdStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] log() {
        var log = new StringBuilder();
        long x = 7;
        for (int i = 0; i < 3_000; i++) {
            x = (x * 1_103_515_245 + 12_345) % (1L << 31);
            log.append(String.format(
                    "May 01 02:%02d:04 node%d kubelet[%d]: E0501 container %08x failed%n", x % 60, x % 7, x % 1000, x));
        }
        return log.toString().getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"level1.zst", "level19.zst", "frames.zst"})
    void whatWasPackedComesOut(String name) throws IOException {
        assertThat(unpacked(resource(name))).isEqualTo(log());
    }

    @Test
    void aRowOfZerosIsShort() throws IOException {
        assertThat(unpacked(resource("zeros.zst"))).isEqualTo(new byte[300_000]);
    }

    @Test
    void plainBlocksAndEmptyFrames() throws IOException {
        // A single segment of 3 bytes in a raw block; then a frame without any; then 5 times the letter x (RFC 8878,
        // 3.1.1.2.2).
        var frames =
                HexFormat.of().parseHex("28b52ffd2003190000616263" + "28b52ffd2000010000" + "28b52ffd20052b000078");
        assertThat(new String(unpacked(frames), ISO_8859_1)).isEqualTo("abcxxxxx");
    }

    @Test
    void whatIsCutOffIsReadAsFarAsItGoes() throws IOException {
        var packed = resource("level1.zst");
        try (var in = new ZstdStream(new ByteArrayInputStream(Arrays.copyOf(packed, packed.length - 100)))) {
            byte[] first = new byte[100_000];
            assertThat(in.readNBytes(first, 0, first.length)).isEqualTo(first.length);
            assertThat(first).isEqualTo(Arrays.copyOf(log(), first.length));
            assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void dictionariesAndHugeWindowsAreRefusedInWords() {
        assertThatThrownBy(() -> unpacked(HexFormat.of().parseHex("28b52ffd21070300000000")))
                .hasMessageContaining("with a dictionary");
        assertThatThrownBy(() -> unpacked(HexFormat.of().parseHex("28b52ffd00a8010000")))
                .hasMessageContaining("a window of more than 64 MB");
    }

    @Test
    void anyDamageEndsWithAnException() throws IOException {
        var packed = resource("level19.zst");
        for (int at = 0; at < 2_000; at += 7) {
            byte[] damaged = packed.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            try {
                unpacked(damaged);
            } catch (IOException | IndexOutOfBoundsException e) {
                assertThat(e).isNotNull();
            }
        }
    }
}
