package io.nodethaw.collect.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class HpackDecoderFuzzTest {
    private static final int TABLE = 200;
    private static final int LIST = 10_000;

    @FuzzTest
    void readsOrRefusesAnything(byte[] blocks) {
        var decoder = new HpackDecoder(TABLE, LIST);
        int half = blocks.length / 2;
        try {
            decoder.decode(ByteBuffer.wrap(blocks, 0, half));
            var second = decoder.decode(ByteBuffer.wrap(blocks, half, blocks.length - half));
            assertThat(second.stream().mapToInt(Header::size).sum()).isLessThanOrEqualTo(LIST);
        } catch (Http2Exception _) {
            // the one way to fail
        }
        assertThat(decoder.tableSize()).isBetween(0, TABLE);
    }
}
