package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private Optional<Double> spent = Optional.of(3.0);
    private final Pace pace = new Pace(() -> spent);

    /** So many looks, each of which costs so much. */
    private Duration after(int looks, double seconds) {
        for (int i = 0; i < looks; i++) {
            spent = spent.map(before -> before + seconds);
            pace.looked();
        }
        return pace.between(USUAL);
    }

    @Test
    void looksThatCostLittleAreTakenAsUsual() {
        assertThat(pace.between(USUAL)).isEqualTo(USUAL);
        assertThat(after(20, 0.03)).isEqualTo(USUAL);
    }

    @Test
    void startDoesNotCount() {
        assertThat(after(1, 2)).isEqualTo(USUAL);
    }

    @Test
    void looksThatCostMoreAreFartherApart() {
        assertThat(after(40, 0.075)).isBetween(Duration.ofMillis(14_900), Duration.ofMillis(15_100));
    }

    @Test
    void neverMoreThanTwiceAsFar() {
        assertThat(after(40, 3)).isEqualTo(USUAL.multipliedBy(2));
    }

    @Test
    void oneDearLookChangesLittle() {
        after(20, 0.03);
        assertThat(after(1, 0.3)).isLessThan(Duration.ofMillis(10_600));
    }

    @Test
    void withoutKnowingTheCostTheyAreTakenAsUsual() {
        spent = Optional.empty();
        assertThat(after(3, 1)).isEqualTo(USUAL);
    }
}
