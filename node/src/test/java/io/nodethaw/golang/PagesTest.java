package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final long MAPPED = 0x5000;
    private static final long PIECE = 0x1000;

    /** Memory with sevens in one part of a page. */
    private static final class OnePiece implements Memory {
        @Override
        public int read(long address, ByteBuffer into) throws IOException {
            if (address < MAPPED || address >= MAPPED + PIECE) {
                throw new IOException("Input/output error");
            }
            int count = (int) Math.min(into.remaining(), MAPPED + PIECE - address);
            for (int i = 0; i < count; i++) {
                into.put((byte) 7);
            }
            return count;
        }
    }

    private final Pages pages = new Pages(new OnePiece());

    @Test
    void whatCanBeReadOfAPageIsRead() throws IOException {
        assertThat(pages.u8(MAPPED)).isEqualTo(7);
        assertThat(pages.u8(MAPPED + PIECE - 1)).isEqualTo(7);
    }

    @Test
    void memoryThatCannotBeReadIsAnErrorAndNotZeros() throws IOException {
        assertThat(pages.u8(MAPPED)).isEqualTo(7);
        assertThatThrownBy(() -> pages.u8(MAPPED + PIECE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pages.u8(MAPPED - 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pages.u8(4 * MAPPED)).isInstanceOf(IOException.class);
    }
}
