package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForeignTest {
    @Test
    void whatIsCutIsSaid() {
        assertThat(Foreign.cut("short")).isEqualTo("short");
        assertThat(Foreign.cut("x".repeat(1000))).hasSize(1000);
        var cut = Foreign.cut("x".repeat(4 << 20));
        assertThat(cut).hasSizeLessThanOrEqualTo(Foreign.LONGEST).endsWith("x... (4193344 more characters)");
        assertThat(Foreign.cut(cut)).isEqualTo(cut);
    }

    @Test
    void noCharacterIsCutInTwo() {
        var text = "x".repeat(959) + "\ud83d\ude00".repeat(100);
        assertThat(Foreign.cut(text)).startsWith("x".repeat(959) + "... (200 more");
    }

    @Test
    void noReadingHoldsMore() {
        var text = "x".repeat(5000);
        assertThat(new Reading.Failed<>(text).why()).hasSizeLessThan(1001).contains("more characters");
        assertThat(new Reading.NotAsked<>(text).why()).hasSizeLessThan(1001).contains("more characters");
        assertThat(new Reading.Silent<>(Duration.ZERO, text).stage()).hasSizeLessThan(1001);
    }
}
