package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TablesTest {
    private static final int MANY = 10_000;

    @Test
    void mapKeepsWhatWasPutWhileItGrows() {
        var map = new LongMap<String>();
        for (long key = 0; key < MANY; key++) {
            map.put(key << 12, "old");
            map.put(key << 12, Long.toString(key));
        }
        assertThat(map.size()).isEqualTo(MANY);
        assertThat(map.get(77L << 12)).contains("77");
        assertThat(map.get(77)).isEmpty();
    }

    @Test
    void wordCountsOncePerStack() {
        var counts = new WordCounts();
        for (int stack = 0; stack < 3; stack++) {
            for (long word = 8; word < MANY; word += 8) {
                assertThat(counts.add(word << 3, stack)).isTrue();
                assertThat(counts.add(word << 3, stack)).isFalse();
            }
        }
        assertThat(counts.of(8 << 3)).isEqualTo(3);
        assertThat(counts.of(9)).isZero();
    }
}
