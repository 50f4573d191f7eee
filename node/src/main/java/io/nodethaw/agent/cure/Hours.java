package io.nodethaw.agent.cure;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of the week, by the clock on the wall of a zone: an hour that comes twice when summer time ends is in them twice, and one that is
 * skipped when it begins is not there.
 *
 * @param days those on which the hours begin
 * @param from the first moment
 * @param to the first moment that is no longer part of it; where it is not after {@code from}, that of the day after
 */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public Hours {
        days = Set.copyOf(days);
    }

    /** True when this moment is within them. */
    public boolean hold(Instant at) {
        var there = at.atZone(zone);
        var time = there.toLocalTime();
        var today = there.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return days.contains(today) && !time.isBefore(from) || days.contains(today.minus(1)) && time.isBefore(to);
    }
}
