package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryScanTest {
    private static final MemoryScan.Wanted SEVEN = new MemoryScan.Wanted(7, -1);

    /** Memory with a seven at each of these addresses, and zeros elsewhere. */
    private record Sevens(List<Long> addresses) implements Memory {
        @Override
        public int read(long address, ByteBuffer into) throws IOException {
            int length = into.remaining();
            for (int i = 0; i < length; i++) {
                into.put((byte) (addresses.contains(address + i) ? 7 : 0));
            }
            return length;
        }
    }

    private static List<Long> found(long start, long end, Long... sevens) throws IOException {
        var found = new ArrayList<Long>();
        MemoryScan.of(new Sevens(List.of(sevens)), start, end, SEVEN, (_, _, address) -> {
            found.add(address);
            return false;
        });
        return found;
    }

    @Test
    void everyPieceIsLookedAt() throws IOException {
        long second = 0x1000 + (1 << 20);
        assertThat(found(0x1000, 0x1000 + (3 << 20), 0x1008L, second, second + 16))
                .containsExactly(0x1008L, second, second + 16);
    }

    @Test
    void whatIsNotAlignedIsNoWord() throws IOException {
        assertThat(found(0x1001, 0x2000, 0x1001L, 0x1010L)).containsExactly(0x1010L);
    }

    /** Something that is not a table may say anything: found by fuzzing, reading went on for days. */
    @ParameterizedTest
    @CsvSource({"0x1000, 0x7fffffffffffffff", "0x1000, 0x40002000", "0x2000, 0x1000"})
    void segmentThatNoProgramHasIsRefused(String start, String end) {
        assertThatThrownBy(() -> found(Long.decode(start), Long.decode(end)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Go program has so large a one");
    }
}
