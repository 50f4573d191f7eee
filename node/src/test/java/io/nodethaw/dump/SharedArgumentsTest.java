package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0xc000010000, 0x1           | 0xc000010000, 0x2           | 0xc000010000, *",
                "0xc000010000, 0x1           | 0xc000010000, 0x1           | 0xc000010000, 0x1",
                "0xc000010000, *             | 0xc000010000, 0x12345       | 0xc000010000, *",
                "0xc0000, {0x55d0a000, 0x33} | 0xc0001, {0x55d0a000, 0x33} | *, {0x55d0a000, 0x33}",
                "*, {0x55d0a000, 0x33}       | 0xc0001, {0x55d0a000, 0x34} | *, {0x55d0a000, *}",
                "0x1, 0x2                    | 0x1, 0x4                    | *",
                "0x1, 0x2                    | 0x3, 0x4                    | *",
                "0xc000010000, 0x2           | 0xc000010000                | *",
                "0xc000010000                | 0xc000010000, 0x2           | *",
                "0xc000010000, {0x2}         | 0xc000010000, 0x2           | *",
                "0xc000010000, 0x1, ...      | 0xc000010000, 0x2, ...      | 0xc000010000, *, ...",
            })
    void starsStandForWhatDiffers(String shared, String other, String expected) {
        var bytes = Bytes.of(other);
        var merged = SharedArguments.of(Bytes.of(shared), bytes, 0, bytes.length);
        assertThat(Bytes.text(merged, 0, merged.length)).isEqualTo(expected);
    }
}
