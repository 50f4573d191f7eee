package io.nodethaw.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Numbers and times as the verbs of the bus print them. */
final class BusNumbers {
    private static final int PLACES = 3;

    private BusNumbers() {}

    /** "0", "0.03", "2.4", "331": as many places as tell something. */
    static String rate(double perSecond) {
        if (perSecond == 0) {
            return "0";
        }
        int places = perSecond >= 10 ? 0 : perSecond >= 1 ? 1 : 2;
        return number(perSecond, places);
    }

    /** As a JSON number. */
    static Tree.Plain plain(double number) {
        return new Tree.Plain(number(number, PLACES));
    }

    private static String number(double number, int places) {
        return BigDecimal.valueOf(number).setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    /** "2026-11-28 11:39 UTC". */
    static String minute(Instant time) {
        return UtcTime.day(time) + " " + UtcTime.minute(time) + " UTC";
    }
}
