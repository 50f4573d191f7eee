package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PcValuesTest {
    private static PcValues read(int quantum, int... table) throws IOException {
        return PcValues.read(
                new Pages((address, into) -> {
                    for (int i = 0; into.hasRemaining(); i++) {
                        int at = (int) address + i;
                        into.put((byte) (at < table.length ? table[at] : 1));
                    }
                    return into.capacity();
                }),
                0,
                quantum);
    }

    @Test
    void valueHoldsUpToTheEndOfItsRange() throws IOException {
        var values = read(1, 2, 4, 0x10, 6, 0); // 0 up to 4, 8 up to 10
        assertThat(new int[] {values.at(0), values.at(3), values.at(4), values.at(9)})
                .containsExactly(0, 0, 8, 8);
        assertThat(values.at(10)).isEqualTo(-1);
        assertThat(values.at(-1)).isEqualTo(-1);
    }

    @Test
    void firstDifferenceMayBeZero() throws IOException {
        assertThat(read(1, 0, 4, 2, 4, 0).at(0)).isEqualTo(-1);
        assertThat(read(1, 0, 4, 2, 4, 0).at(4)).isZero();
    }

    @Test
    void negativeDifferenceIsZigzag() throws IOException {
        var values = read(1, 0x12, 4, 0x0f, 4, 0); // 8, then 8 - 8
        assertThat(values.at(4)).isZero();
    }

    @Test
    void programCountersCountInstructionsOnArm64() throws IOException {
        var values = read(4, 2, 1, 0x10, 0x81, 1, 0); // a varint of two bytes: 129 instructions
        assertThat(values.at(3)).isZero();
        assertThat(values.at(4 + 4 * 129 - 1)).isEqualTo(8);
        assertThat(values.at(4 + 4 * 129)).isEqualTo(-1);
    }

    @Test
    void tableWithoutEndIsAnError() {
        assertThatThrownBy(() -> read(1)).isInstanceOf(IOException.class).hasMessageContaining("without end");
    }
}
