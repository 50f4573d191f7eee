package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoroutineAgesTest {
    private static Goroutine stamped(long id, int minutes) {
        return selects(id, minutes, frame("main.waits", "0x1"));
    }

    private final GoroutineAges ages =
            new GoroutineAges(List.of(stamped(1, 5), stamped(2, 5), stamped(3, 3), stamped(4, 0), stamped(5, -1)));

    @Test
    void waitIsOlderThanTheNextLaterStamp() {
        assertThat(ages.atLeast(stamped(1, 5))).isEqualTo(Duration.ofMinutes(3));
        assertThat(ages.atLeast(stamped(3, 3))).isEqualTo(Duration.ZERO);
    }

    @Test
    void lastStampAndNoneTellNothing() {
        assertThat(ages.atLeast(stamped(4, 0))).isEqualTo(Duration.ZERO);
        assertThat(ages.atLeast(stamped(5, -1))).isEqualTo(Duration.ZERO);
        assertThat(new GoroutineAges(List.of(stamped(1, 9))).atLeast(stamped(1, 9)))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void theBoundFromItsThreadsIsUsedWhenItIsLarger() {
        assertThat(ages.atLeast(stamped(5, -1).waiting(Duration.ofSeconds(40)))).isEqualTo(Duration.ofSeconds(40));
        assertThat(ages.atLeast(stamped(1, 5).waiting(Duration.ofSeconds(40)))).isEqualTo(Duration.ofMinutes(3));
    }
}
