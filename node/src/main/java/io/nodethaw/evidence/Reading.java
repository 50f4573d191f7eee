package io.nodethaw.evidence;

import java.time.Duration;
import java.util.Optional;

/** The outcome of one bounded question. "Could not tell" is a value of its own, in four kinds of five. */
public sealed interface Reading<T> {

    /** Answered in time. */
    record Seen<T>(T value) implements Reading<T> {}

    /**
     * Asked, and no answer within the limit: evidence too.
     *
     * @param waited how long we waited
     * @param stage the step that got no answer ("connect", "auth", "reply to Ping"); empty where there is only one
     */
    record Silent<T>(Duration waited, String stage, Silence kind) implements Reading<T> {
        public Silent {
            stage = Foreign.cut(stage);
        }

        /** That of somebody who was asked. */
        public Silent(Duration waited, String stage) {
            this(waited, stage, Silence.NO_REPLY);
        }
    }

    /** Answered with an error, or the asking itself failed. */
    record Failed<T>(String why) implements Reading<T> {
        public Failed {
            why = Foreign.cut(why);
        }
    }

    /** We may not ask: what is asked for may well be there. */
    record Refused<T>(String why) implements Reading<T> {
        public Refused {
            why = Foreign.cut(why);
        }
    }

    /**
     * Not asked: no such daemon, nothing to ask.
     *
     * @param isHeldUp true when those who would ask hang with questions put before: there may well be an answer
     */
    record NotAsked<T>(String why, boolean isHeldUp) implements Reading<T> {
        public NotAsked {
            why = Foreign.cut(why);
        }

        /** Where there is nothing to ask. */
        public NotAsked(String why) {
            this(why, false);
        }

        /** Where it was not its turn before time was up. */
        public static <T> NotAsked<T> heldUp() {
            return new NotAsked<>(OldReadings.HELD_UP, true);
        }
    }

    /** The value, when it was seen. */
    default Optional<T> seen() {
        return this instanceof Seen<T>(var value) ? Optional.of(value) : Optional.empty();
    }

    /** True when the question was put, whatever came of it. */
    default boolean wasPut() {
        return !(this instanceof NotAsked<T>) && !(this instanceof Refused<T>);
    }

    /** True when asked without an answer in time. */
    default boolean isSilent() {
        return this instanceof Silent<T>;
    }
}
