package io.nodethaw.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void ordinaryLinesAreNotLookedAtTwice() {
        assertThat(Words.mayMean("GET /healthz 200")).isFalse();
        assertThat(Words.mayMean("nfs: server a not responding, still trying")).isTrue();
    }
}
