package io.nodethaw.wait.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GoroutineNumbersTest {
    @Test
    void aFewAreNamedAndTheOthersCounted() {
        assertThat(GoroutineNumbers.few(List.of(4L, 9L))).isEqualTo("4, 9");
        assertThat(GoroutineNumbers.few(LongStream.rangeClosed(1, 1000).boxed().toList()))
                .isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 990 more");
    }
}
