package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nodethaw.evidence.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What readings of an agent add to those of the last seconds. */
class PastLevelsTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final Stock.Meaning MEANING = new Stock.Meaning("kernel.tasks", "it stops", "end some");
    private static final long LIMIT = 10_000;

    /** The agent has looked each five minutes for nearly two hours, the last time a little ago. */
    private static final int LOOKS = 24;

    private static final int BETWEEN = 300;
    private static final int LAST = 40;

    private static Stock stock(String label, long used) {
        return Stock.of(MEANING, label, used, LIMIT, new Key("node-tasks", ""));
    }

    /** Thirteen readings of the last twelve seconds, by the second since the first of them. */
    private static List<Outlook.Reading> own(LongUnaryOperator level) {
        return LongStream.rangeClosed(0, 12)
                .mapToObj(second ->
                        new Outlook.Reading(stock("tasks", level.applyAsLong(second)), AT.plusSeconds(second)))
                .toList();
    }

    /** By the second before the first reading of ours, which is below zero. */
    private static List<PastLevels.Level> levels(LongUnaryOperator level) {
        return LongStream.range(0, LOOKS)
                .map(look -> -LAST - BETWEEN * (LOOKS - 1 - look))
                .mapToObj(second -> new PastLevels.Level(AT.plusSeconds(second), level.applyAsLong(second), LIMIT))
                .toList();
    }

    private static PastLevels past(List<PastLevels.Level> levels) {
        return new PastLevels(
                "boot",
                List.of(
                        new PastLevels.Series("kernel.tasks", "others", levels(_ -> 7)),
                        new PastLevels.Series("kernel.tasks", "tasks", levels)),
                Optional.empty());
    }

    /** One more in each minute. */
    private static long slow(long second) {
        return 5000 + Math.floorDiv(second, 60);
    }

    @Test
    void whatRisesTooSlowlyToBeSeenHasADateByTheReadingsBefore() {
        var own = own(PastLevelsTest::slow);
        assertThat(Outlook.of(own).end()).isEmpty();
        var outlook = past(levels(PastLevelsTest::slow)).outlook(own);
        assertThat(outlook.stock()).isEqualTo(own.getLast().stock());
        assertThat(outlook.since()).isEqualTo(AT.minusSeconds(LAST + BETWEEN * (LOOKS - 1)));
        assertThat(outlook.end().orElseThrow().likely())
                .isCloseTo(AT.plus(Duration.ofMinutes(5000)), within(100, ChronoUnit.MINUTES));
        assertThat(outlook.end().orElseThrow().latest()).isPresent();
    }

    @Test
    void aRateIsBelievedForAsLongAsTheAgentHasWatchedAndForAYearAtMost() {
        var outlook = past(levels(PastLevelsTest::slow)).outlook(own(PastLevelsTest::slow));
        assertThat(outlook.seen()).isGreaterThan(Duration.ofMinutes(115));
        assertThat(outlook.believed()).isEqualTo(Duration.ofDays(365));
        assertThat(Outlook.of(own(PastLevelsTest::slow)).believed()).isEqualTo(Duration.ofMinutes(2000));
    }

    @Test
    void whatHasJustBegunCountsByItself() {
        var own = own(second -> 5000 + 20 * second);
        var alone = Outlook.of(own);
        assertThat(alone.end()).isPresent();
        assertThat(past(levels(_ -> 5000)).outlook(own)).isEqualTo(alone);
        assertThat(past(levels(second -> 5000 + second / 2)).outlook(own)).isEqualTo(alone);
    }

    @Test
    void whatGoesOnAsBeforeCountsTogether() {
        var own = own(second -> 5000 + second / 2);
        var outlook = past(levels(second -> 5000 + Math.floorDiv(second, 2))).outlook(own);
        assertThat(outlook.seen()).isGreaterThan(Duration.ofMinutes(115));
        assertThat(outlook.trend().orElseThrow().rate()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void whatStandsWasSeenForLonger() {
        var outlook = past(levels(_ -> 5000)).outlook(own(_ -> 5000));
        assertThat(outlook.trend()).isEmpty();
        assertThat(outlook.seen()).isGreaterThan(Duration.ofMinutes(115));
    }

    @Test
    void readingsWithAnotherLimitAndThoseBeforeThemAreLeftAside() {
        var own = own(PastLevelsTest::slow);
        var levels = new ArrayList<>(levels(PastLevelsTest::slow));
        var changed = levels.get(LOOKS - 2);
        levels.set(LOOKS - 2, new PastLevels.Level(changed.at(), changed.used(), LIMIT + 1));
        assertThat(past(levels).outlook(own).since()).isEqualTo(levels.getLast().at());
        var last = levels.getLast();
        levels.set(LOOKS - 1, new PastLevels.Level(last.at(), last.used(), LIMIT - 1));
        assertThat(past(levels).outlook(own)).isEqualTo(Outlook.of(own));
    }

    @Test
    void timesThatAreStillToComeSpoilAllOfThem() {
        var own = own(PastLevelsTest::slow);
        var levels = levels(PastLevelsTest::slow).stream()
                .map(level -> new PastLevels.Level(level.at().plusSeconds(3600), level.used(), level.limit()))
                .toList();
        assertThat(past(levels).outlook(own)).isEqualTo(Outlook.of(own));
        assertThat(past(List.of(new PastLevels.Level(AT, 5000, LIMIT))).outlook(own))
                .isEqualTo(Outlook.of(own));
    }

    @Test
    void thoseOfAnotherBootCountForNothing() {
        var past = past(levels(PastLevelsTest::slow));
        assertThat(past.in(Optional.of("boot"))).isEqualTo(past);
        assertThat(past.in(Optional.of("other"))).isEqualTo(PastLevels.NONE);
        assertThat(past.in(Optional.empty())).isEqualTo(PastLevels.NONE);
        assertThat(PastLevels.unread("broken").in(Optional.of("")).unread()).contains("broken");
    }

    @Test
    void thoseOfAnotherThingCountForNothing() {
        var own = own(PastLevelsTest::slow);
        var others = List.of(
                new PastLevels.Series("kernel.tasks", "others", levels(PastLevelsTest::slow)),
                new PastLevels.Series("kernel.others", "tasks", levels(PastLevelsTest::slow)));
        assertThat(new PastLevels("boot", others, Optional.empty()).outlook(own))
                .isEqualTo(Outlook.of(own));
    }

    @Test
    void whatEndsAtADateOfItsOwnNeedsNone() {
        var until = AT.plus(Duration.ofDays(9));
        var given = Stock.time(MEANING, "tasks", AT, until, AT, new Key("kubelet-access", ""));
        var own = List.of(new Outlook.Reading(given, AT));
        assertThat(past(levels(_ -> 1)).outlook(own)).isEqualTo(Outlook.of(own));
    }

    @Test
    void absurdTimesAreNoError() {
        var levels = List.of(
                new PastLevels.Level(Instant.EPOCH, 1, LIMIT),
                new PastLevels.Level(Instant.EPOCH.plusNanos(1), 2, LIMIT));
        assertThat(past(levels).outlook(own(_ -> 5000)).end()).isEmpty();
        assertThatThrownBy(() -> new PastLevels.Level(Instant.MIN, 1, LIMIT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readingsOutOfOrderAreRefused() {
        var level = new PastLevels.Level(AT, 1, LIMIT);
        assertThatThrownBy(() -> new PastLevels.Series("a", "b", List.of(level, level)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
