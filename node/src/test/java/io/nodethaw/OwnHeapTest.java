package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class OwnHeapTest {
    private static final long MEBIBYTE = 1L << 20;

    @Test
    void littleMemoryIsLeftAlone() {
        assertThat(OwnHeap.isWorthIt(9 * MEBIBYTE, 0)).isFalse();
        assertThat(OwnHeap.isWorthIt(9 * MEBIBYTE, 5 * MEBIBYTE)).isFalse();
    }

    @Test
    void memoryThatHasGrownIsCollected() {
        assertThat(OwnHeap.isWorthIt(30 * MEBIBYTE, 0)).isTrue();
        assertThat(OwnHeap.isWorthIt(42 * MEBIBYTE, 27 * MEBIBYTE)).isTrue();
    }

    @Test
    void whatIsInUseIsNotCollectedAgainAndAgain() {
        assertThat(OwnHeap.isWorthIt(60 * MEBIBYTE, 60 * MEBIBYTE)).isFalse();
        assertThat(OwnHeap.isWorthIt(39 * MEBIBYTE, 27 * MEBIBYTE)).isFalse();
    }

    @Test
    void programGoesOnAfterwards() {
        assertThatCode(() -> new OwnHeap().letGo()).doesNotThrowAnyException();
    }
}
