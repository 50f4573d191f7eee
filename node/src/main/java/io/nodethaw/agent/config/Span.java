package io.nodethaw.agent.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The range of a time, and how people write one: a number with ms, s, m or h.
 *
 * @param least the shortest allowed
 * @param most the longest allowed
 */
record Span(Duration least, Duration most) {
    private static final int MOST_DIGITS = 6;

    static Span of(String least, String most) {
        return new Span(read(least).orElseThrow(), read(most).orElseThrow());
    }

    /** What it means; empty where it is no duration, or none of the range. */
    Optional<Duration> parse(String text) {
        return read(text).filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0);
    }

    String range() {
        return "from " + text(least) + " to " + text(most) + ", such as 30s";
    }

    private static Optional<Duration> read(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end > MOST_DIGITS) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, end));
        return switch (text.substring(end)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            default -> Optional.empty();
        };
    }

    /** As people write it, in the largest unit that loses nothing. */
    static String text(Duration time) {
        long millis = time.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
