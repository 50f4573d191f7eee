package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nodethaw.evidence.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When something ends, and how far that may be foretold. */
class OutlookTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final Stock.Meaning MEANING = new Stock.Meaning("kernel.tasks", "it stops", "end some");

    private static Stock stock(long used, long limit) {
        return Stock.of(MEANING, "tasks", used, limit, new Key("node-tasks", ""));
    }

    /** Readings of ten seconds. */
    private static Outlook rising(long from, long perSecond, long limit) {
        var readings = new ArrayList<Outlook.Reading>();
        for (int i = 0; i <= 10; i++) {
            readings.add(new Outlook.Reading(stock(from + perSecond * i, limit), AT.plusSeconds(i)));
        }
        return Outlook.of(readings);
    }

    private static Outlook old(long used, long limit, Duration age) {
        return Outlook.of(stock(used, limit).since(Optional.of(age)), AT);
    }

    @Test
    void steadyRiseEndsWhenTheRestIsUsed() {
        var outlook = rising(100, 50, 6600);
        var end = outlook.end().orElseThrow();
        assertThat(end.likely()).isCloseTo(AT.plusSeconds(10 + 120), within(1, ChronoUnit.SECONDS));
        assertThat(end.earliest().orElseThrow()).isBefore(end.likely());
        assertThat(end.latest().orElseThrow()).isAfter(end.likely());
        assertThat(end.first()).isEqualTo(end.earliest().orElseThrow());
        assertThat(outlook.isNearEnd()).isTrue();
    }

    @Test
    void whatHasItsDateWrittenInItHasNoRate() {
        var readings = new ArrayList<Outlook.Reading>();
        for (int i = 0; i <= 10; i++) {
            var now = AT.plusSeconds(i);
            readings.add(new Outlook.Reading(given(Duration.ofDays(365), Duration.ofDays(100), now), now));
        }
        var outlook = Outlook.of(readings);
        assertThat(outlook.trend()).isEmpty();
        assertThat(outlook.end().orElseThrow())
                .isEqualTo(new Outlook.End(AT.plus(Duration.ofDays(100)), Optional.empty(), Optional.empty()));
        assertThat(outlook.isNearEnd()).isFalse();
    }

    @Test
    void whatHasItsDateWrittenInItIsNearInTheLastTenthAndTheLastWeek() {
        assertThat(isNear(Duration.ofDays(365), Duration.ofDays(6))).isTrue();
        assertThat(isNear(Duration.ofDays(365), Duration.ofDays(20))).isFalse();
        assertThat(isNear(Duration.ofHours(24), Duration.ofHours(3))).isFalse();
        assertThat(isNear(Duration.ofHours(24), Duration.ofHours(2))).isTrue();
        assertThat(isNear(Duration.ofDays(365), Duration.ofDays(-2))).isTrue();
    }

    private static boolean isNear(Duration whole, Duration left) {
        return Outlook.of(given(whole, left, AT), AT).isNearEnd();
    }

    private static Stock given(Duration whole, Duration left, Instant now) {
        var until = AT.plus(left);
        return Stock.time(MEANING, "certificate", until.minus(whole), until, now, new Key("kubelet-access", ""));
    }

    @Test
    void whatEndsLongAfterItWasWatchedHasARateAndNoDate() {
        assertThat(rising(100, 1, 90_000).end()).isPresent();
        var outlook = rising(100, 1, 200_000);
        assertThat(outlook.trend()).isPresent();
        assertThat(outlook.end()).isEmpty();
        assertThat(outlook.isNearEnd()).isFalse();
        assertThat(outlook.believed()).isEqualTo(Duration.ofSeconds(100_000));
    }

    @Test
    void whatIsUsedUpEndsNow() {
        var outlook = rising(100, 50, 300);
        assertThat(outlook.stock().left()).isZero();
        assertThat(outlook.end().orElseThrow().likely()).isEqualTo(AT.plusSeconds(10));
    }

    @Test
    void counterThatBeganLongAgoEndsAsOnAverage() {
        var end = old(900, 1000, Duration.ofDays(90)).end().orElseThrow();
        assertThat(end.likely()).isCloseTo(AT.plus(Duration.ofDays(10)), within(1, ChronoUnit.SECONDS));
        assertThat(end.earliest()).isEmpty();
    }

    @Test
    void averageOfAFirstDayOrOfMoreThanAYearIsNoDate() {
        assertThat(old(900, 1000, Duration.ofHours(23)).end()).isEmpty();
        assertThat(old(900, 10_000, Duration.ofDays(90)).end()).isEmpty();
        assertThat(old(0, 10_000, Duration.ofDays(90)).end()).isEmpty();
    }

    @Test
    void mostUsedOrFewDaysLeftIsNearTheEnd() {
        assertThat(Outlook.of(stock(900, 1000), AT).isNearEnd()).isTrue();
        assertThat(Outlook.of(stock(899, 1000), AT).isNearEnd()).isFalse();
        assertThat(old(800, 1000, Duration.ofDays(24)).isNearEnd()).isTrue();
        assertThat(old(800, 1000, Duration.ofDays(40)).isNearEnd()).isFalse();
    }

    @Test
    void absurdNumbersAreNoError() {
        assertThat(stock(-5, 10).percent()).isZero();
        assertThat(stock(5, 0).percent()).isEqualTo(100);
        assertThat(stock(5, -1).left()).isZero();
        assertThat(stock(1, Long.MAX_VALUE).percent()).isZero();
        assertThat(Outlook.of(List.of(new Outlook.Reading(stock(1, 2), AT))).end())
                .isEmpty();
        assertThat(old(Long.MAX_VALUE - 1, Long.MAX_VALUE, Duration.ofDays(36_500))
                        .end())
                .isPresent();
    }
}
