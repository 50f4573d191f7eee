package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatestTest {
    @Test
    void thoseThatCameFirstMakeRoom() {
        var latest = new Latest(2);
        assertThat(latest.add("a")).isTrue();
        assertThat(latest.add("b")).isTrue();
        assertThat(latest.add("b")).as("it is there").isFalse();
        assertThat(latest.add("c")).isTrue();
        assertThat(latest.add("a")).as("it was forgotten").isTrue();
        latest.remove("a");
        assertThat(latest.add("a")).isTrue();
    }
}
