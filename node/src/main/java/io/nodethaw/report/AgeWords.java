package io.nodethaw.report;

import java.time.Duration;

/** Durations as people say them. */
final class AgeWords {
    private AgeWords() {}

    /** A duration in words, rounded down because ages are lower bounds: "900 ms", "95 s", "41 min", "26 h", "3 days". */
    static String words(Duration age) {
        if (age.toSeconds() < 2) {
            return age.toMillis() + " ms";
        }
        if (age.toMinutes() < 2) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }

    /** Seconds with up to three decimals, as a JSON number. */
    static String seconds(Duration age) {
        long millis = age.toMillis();
        if (millis % 1000 == 0) {
            return Long.toString(millis / 1000);
        }
        return java.math.BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
