package io.nodethaw.cli;

import java.time.Duration;

/**
 * Durations as people type them.
 *
 * @param option the option that takes the duration
 * @param least the shortest allowed: "100ms"
 * @param most the longest allowed
 * @param how how to write it, for messages
 */
record Durations(String option, String least, String most, String how) {
    /** The range of --limit: with a shorter limit a healthy daemon on a busy node would be called silent. */
    static final Durations LIMIT = new Durations("--limit", "100ms", "60s", "ms, s or m: 500ms");

    /** The range of --at-least: the Go runtime tells no age below one minute. */
    static final Durations AGE = new Durations("--at-least", "1m", "9999h", "m or h: 5m");

    /** The range of --again, the time between two readings of a process; to wait longer, take two files. */
    static final Durations AGAIN = new Durations("--again", "100ms", "1h", "ms, s or m: 5s");

    /** The range of --interval: looks that follow each other without a pause would be a load of their own. */
    static final Durations INTERVAL = new Durations("--interval", "100ms", "1h", "ms, s, m or h: 5s");

    /** The range of --for of bus serial: in less time a rate is noise. */
    static final Durations WATCHED = new Durations("--for", "100ms", "1h", "ms, s, m or h: 10s");

    /** The range of --debug-log: while a level is raised PID 1 writes thousands of lines. */
    static final Durations DEBUG_LOG = new Durations("--debug-log", "1s", "60s", "s: 5s");

    /** The range of --for: in less time the readings of a busy machine are not evenly apart. */
    static final Durations FOR = new Durations("--for", "2s", "1h", "s, m or h: 60s");

    /** The range of --fail-on; nothing is foretold for longer than a year. */
    static final Durations FAIL_ON = new Durations("--fail-on", "1m", "365d", "m, h or d: 7d");

    /** The range of --every: a look may take some seconds, and what is looked at once an hour is not watched. */
    static final Durations EVERY = new Durations("--every", "2s", "1h", "s, m or h: 10s");

    /** The range of --since; what is older is not kept. */
    static final Durations SINCE = new Durations("--since", "1m", "90d", "m, h or d: 24h");

    /** The range of --hold. */
    static final Durations HOLD = new Durations("--hold", "1s", "1h", "s, m or h: 30s");

    private static final int MOST_DIGITS = 6;

    /** "500ms", "2s", "1m", "3h", within the range. */
    Duration parse(String text) throws Failure {
        var duration = read(text);
        if (duration.compareTo(read(least)) < 0 || duration.compareTo(read(most)) > 0) {
            throw wrong(text);
        }
        return duration;
    }

    private Duration read(String text) throws Failure {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end > MOST_DIGITS) {
            throw wrong(text);
        }
        long number = Long.parseLong(text.substring(0, end));
        return switch (text.substring(end)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw wrong(text);
        };
    }

    private Failure wrong(String text) {
        return Failure.usage(
                option + " " + text + " is not a duration from " + least + " to " + most, "write a number and " + how);
    }
}
