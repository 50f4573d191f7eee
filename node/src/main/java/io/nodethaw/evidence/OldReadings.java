package io.nodethaw.evidence;

import java.time.Duration;
import java.util.regex.Pattern;

/** The kind of readings that were saved before readings had a kind: it follows from the words of the reason. */
final class OldReadings {
    /** The reason when all threads that could read it hang. */
    static final String HELD_UP = "all threads that would read it hang in other reads";

    private static final String NOT_PERMITTED = "not permitted";
    private static final String QUEUE_FULL = "connect: its accept queue is full";

    /** Steps of the reader child that read files and memory. */
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
