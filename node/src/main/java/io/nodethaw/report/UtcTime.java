package io.nodethaw.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times for people, in UTC. By hand, because formatters of java.time cost a fresh program more than a look at some daemons. */
final class UtcTime {
    private UtcTime() {}

    /** "2026-11-28". */
    static String day(Instant time) {
        return utc(time).toLocalDate().toString();
    }

    /** "11:39". */
    static String minute(Instant time) {
        var at = utc(time);
        return two(at.getHour()) + ":" + two(at.getMinute());
    }

    /** "11:39:05". */
    static String second(Instant time) {
        return minute(time) + ":" + two(utc(time).getSecond());
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
