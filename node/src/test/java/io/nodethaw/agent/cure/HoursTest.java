package io.nodethaw.agent.cure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Hours hours(Set<DayOfWeek> days, String from, String to, ZoneId zone) {
        return new Hours(days, LocalTime.parse(from), LocalTime.parse(to), zone);
    }

    private static boolean hold(Hours hours, String at) {
        return hours.hold(Instant.parse(at));
    }

    @Test
    void theFirstMomentIsInAndTheLastIsNot() {
        var day = hours(ALL, "09:00", "17:00", ZoneOffset.UTC);
        assertThat(hold(day, "2026-11-30T08:59:59Z")).isFalse();
        assertThat(hold(day, "2026-11-30T09:00:00Z")).isTrue();
        assertThat(hold(day, "2026-11-30T16:59:59Z")).isTrue();
        assertThat(hold(day, "2026-11-30T17:00:00Z")).isFalse();
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        var friday = hours(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "04:00", ZoneOffset.UTC);
        assertThat(hold(friday, "2026-11-27T21:59:59Z")).isFalse();
        assertThat(hold(friday, "2026-11-27T22:00:00Z")).isTrue(); // a Friday
        assertThat(hold(friday, "2026-11-28T03:59:59Z")).isTrue();
        assertThat(hold(friday, "2026-11-28T04:00:00Z")).isFalse();
        assertThat(hold(friday, "2026-11-28T23:00:00Z")).isFalse();
        assertThat(hold(friday, "2026-11-27T03:00:00Z")).isFalse();
    }

    @Test
    void untilMidnightIsTheRestOfTheDay() {
        var evening = hours(EnumSet.of(DayOfWeek.MONDAY), "18:00", "00:00", ZoneOffset.UTC);
        assertThat(hold(evening, "2026-11-30T23:59:59Z")).isTrue();
        assertThat(hold(evening, "2026-12-01T00:00:00Z")).isFalse();
        assertThat(hold(hours(ALL, "00:00", "00:00", ZoneOffset.UTC), "2026-11-30T12:00:00Z"))
                .isTrue();
    }

    @Test
    void theZoneDecidesAlsoWhichDayItIs() {
        var monday = hours(EnumSet.of(DayOfWeek.MONDAY), "00:00", "06:00", ZoneId.of("Asia/Tokyo"));
        assertThat(hold(monday, "2026-11-29T15:00:00Z")).isTrue(); // a Sunday in UTC
        assertThat(hold(monday, "2026-11-30T15:00:00Z")).isFalse();
    }

    @Test
    void anHourThatSummerTimeSkipsIsNotThere() {
        var night = hours(ALL, "02:00", "03:00", BERLIN);
        assertThat(hold(night, "2026-03-29T00:59:59Z")).isFalse(); // 01:59:59, then it is 03:00
        assertThat(hold(night, "2026-03-29T01:00:00Z")).isFalse();
        assertThat(hold(hours(ALL, "01:30", "03:30", BERLIN), "2026-03-29T01:29:00Z"))
                .isTrue();
        assertThat(hold(hours(ALL, "01:30", "03:30", BERLIN), "2026-03-29T01:30:00Z"))
                .isFalse();
    }

    @Test
    void anHourThatComesTwiceIsInThemTwice() {
        var night = hours(ALL, "02:00", "03:00", BERLIN);
        assertThat(hold(night, "2026-10-24T23:59:59Z")).isFalse();
        assertThat(hold(night, "2026-10-25T00:00:00Z")).isTrue(); // 02:00 of summer
        assertThat(hold(night, "2026-10-25T01:59:59Z")).isTrue(); // 02:59:59 of winter
        assertThat(hold(night, "2026-10-25T02:00:00Z")).isFalse();
    }
}
