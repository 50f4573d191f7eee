package io.nodethaw.cli;

import java.time.Duration;

/** Durations as people type them. */
final class Durations {
    /** Below this a healthy daemon on a busy node would be called silent. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private static final Duration MOST = Duration.ofSeconds(60);

    private Durations() {}

    /** "500ms", "2s", "1m", within the range of a probe limit. */
    static Duration parse(String text) throws Failure {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end > 6) {
            throw wrong(text);
        }
        long number = Long.parseLong(text.substring(0, end));
        var duration = switch (text.substring(end)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> throw wrong(text);
        };
        if (duration.compareTo(LEAST) < 0 || duration.compareTo(MOST) > 0) {
            throw wrong(text);
        }
        return duration;
    }

    private static Failure wrong(String text) {
        return Failure.usage(
                "--limit " + text + " is no duration from 100ms to 60s", "write a number and ms, s or m: 500ms");
    }
}
