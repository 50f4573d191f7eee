package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a level that rises steadily has a rate. */
class TrendTest {
    private static final int READINGS = 13;

    private static List<Trend.Point> points(DoubleUnaryOperator level) {
        var points = new ArrayList<Trend.Point>();
        for (int i = 0; i < READINGS; i++) {
            double second = i * 10.0 / (READINGS - 1);
            points.add(new Trend.Point(second, level.applyAsDouble(second)));
        }
        return points;
    }

    private static Optional<Trend> trend(DoubleUnaryOperator level) {
        return Trend.of(points(level), 1);
    }

    @Test
    void steadyRiseHasItsRate() {
        var trend = trend(second -> 1000 + 40 * second).orElseThrow();
        assertThat(trend.rate()).isCloseTo(40, within(1e-6));
        assertThat(trend.least()).isBetween(39.8, 40.0);
        assertThat(trend.most()).isBetween(40.0, 40.2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1, 2, 3.3, 7, 19})
    void wholeStepsHideNoRate(double rate) {
        var trend = trend(second -> Math.floor(100 + rate * second)).orElseThrow();
        assertThat(trend.rate()).isCloseTo(rate, within(rate / 10));
        assertThat(rate).isBetween(trend.least(), trend.most());
    }

    @Test
    void pieceThatIsFasterMakesTheRateDoubtful() {
        var trend = trend(second -> 100 * second + (second > 5 ? 20 * (second - 5) : 0))
                .orElseThrow();
        assertThat(trend.least()).isLessThan(100);
        assertThat(trend.most()).isGreaterThan(120);
    }

    @Test
    void levelThatStandsFallsOrGoesUpAndDownHasNone() {
        assertThat(trend(_ -> 512)).isEmpty();
        assertThat(trend(second -> 512 - 10 * second)).isEmpty();
        assertThat(trend(second -> 512 + 20 * Math.sin(second))).isEmpty();
    }

    @Test
    void jumpIsNoRate() {
        assertThat(trend(second -> second < 4 ? 100 : 600)).isEmpty();
        assertThat(trend(second -> second < 3 ? 100 : second < 7 ? 300 : 500)).isEmpty();
    }

    @Test
    void riseThatEndsOrHasJustBegunIsNone() {
        assertThat(trend(second -> 50 * Math.min(second, 6))).isEmpty();
        assertThat(trend(second -> 50 * Math.max(0, second - 4))).isEmpty();
    }

    @Test
    void oneStepNowAndThenIsNone() {
        assertThat(trend(second -> Math.floor(second / 3))).isEmpty();
        assertThat(Trend.of(points(second -> 4096 * Math.floor(second / 3)), 4096))
                .isEmpty();
    }

    @Test
    void fewReadingsOrReadingsOfOneMomentTellNothing() {
        var all = points(second -> 10 * second);
        assertThat(Trend.of(all.subList(0, Trend.FEWEST), 1)).isPresent();
        assertThat(Trend.of(all.subList(0, Trend.FEWEST - 1), 1)).isEmpty();
        var again = new ArrayList<>(all);
        again.set(5, all.get(4));
        assertThat(Trend.of(again, 1)).isEmpty();
        assertThat(Trend.of(List.of(), 1)).isEmpty();
    }

    /** What comes and goes on a quiet node: processes, connections, blocks of logs. */
    @Test
    void noiseGivesNoDate() {
        var random = new Random(15);
        int found = 0;
        for (int i = 0; i < 10_000; i++) {
            found += trend(_ -> 200 + Math.rint(10 * random.nextGaussian())).isPresent() ? 1 : 0;
        }
        assertThat(found).isZero();
    }

    /** A level that wanders as far as chance takes it. */
    @Test
    void wanderingGivesHardlyEverADate() {
        var random = new Random(15);
        int found = 0;
        for (int i = 0; i < 10_000; i++) {
            double[] level = {500};
            var trend = trend(_ -> {
                level[0] += Math.rint(4 * random.nextGaussian());
                return level[0];
            });
            found += trend.isPresent() ? 1 : 0;
        }
        assertThat(found).isLessThan(100);
    }

    /** Events at random, as often as not: the rate that is told includes the true one. */
    @Test
    void intervalIsHonest() {
        var random = new Random(15);
        int told = 0;
        int right = 0;
        for (int i = 0; i < 2_000; i++) {
            double[] level = {0};
            var trend = trend(_ -> {
                for (int event = 0; event < 100; event++) {
                    level[0] += random.nextDouble() < 0.4 ? 1 : 0;
                }
                return level[0];
            });
            if (trend.isPresent()) {
                told++;
                right += trend.get().least() <= 48 && trend.get().most() >= 48 ? 1 : 0;
            }
        }
        assertThat(told).isGreaterThan(1_900);
        assertThat((double) right / told).isGreaterThan(0.9);
    }
}
