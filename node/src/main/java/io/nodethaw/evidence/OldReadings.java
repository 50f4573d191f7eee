package io.nodethaw.evidence;

import java.time.Duration;
import java.util.regex.Pattern;

/** Finds the kind of saved readings that name none, by their words: all old readings, and ordinary new ones. */
final class OldReadings {
    /** The reason, also in new readings, when all threads that could read something hang. */
    static final String HELD_UP = "all threads that would read it hang in other reads";

    private static final String NOT_PERMITTED = "not permitted";
    private static final String QUEUE_FULL = "connect: its accept queue is full";

    /** Stages in which files or memory were being read. */
    private static final Pattern READ = Pattern.compile("read of (the memory of .*|/proc/.*)");

    private OldReadings() {}

    static <T> Reading<T> silent(Duration waited, String stage) {
        return new Reading.Silent<>(waited, stage, kind(stage));
    }

    private static Silence kind(String stage) {
        if (stage.equals(QUEUE_FULL)) {
            return Silence.QUEUE_FULL;
        }
        return READ.matcher(stage).matches() ? Silence.NOT_READ : Silence.NO_REPLY;
    }

    static <T> Reading<T> notAsked(String why) {
        return why.startsWith(NOT_PERMITTED)
                ? new Reading.Refused<>(why)
                : new Reading.NotAsked<>(why, why.equals(HELD_UP));
    }
}
