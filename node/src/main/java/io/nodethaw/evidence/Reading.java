package io.nodethaw.evidence;

import java.time.Duration;
import java.util.Optional;

/** The outcome of one bounded question. Only one of the five kinds has a value; the other four say why there is none. */
public sealed interface Reading<T> {

    /** The answer came in time. */
    record Seen<T>(T value) implements Reading<T> {}

    /**
     * It was asked and there was no answer within the limit, which is evidence too.
     *
     * @param waited how long we waited
     * @param stage the step that got no answer ("connect", "auth", "reply to Ping"); empty when there is only one
     */
    record Silent<T>(Duration waited, String stage, Silence kind) implements Reading<T> {
        public Silent {
            stage = Foreign.cut(stage);
        }

        /** The silence of somebody who was asked. */
        public Silent(Duration waited, String stage) {
            this(waited, stage, Silence.NO_REPLY);
        }
    }

    /** The answer was an error, or asking failed. */
    record Failed<T>(String why) implements Reading<T> {
        private static final String TOO_LATE = "not asked in time: this machine is busy, or ";

        public Failed {
            why = Foreign.cut(why);
        }

        /**
         * The words for a question whose turn came too late to ask it.
         *
         * @param most questions of its kind that are asked at the same time
         */
        public static String tooLate(int most) {
            return TOO_LATE + most + " others of its kind had not answered";
        }

        /** True when its turn came too late: with more time it would have been asked. */
        public boolean isTooLate() {
            return why.startsWith(TOO_LATE);
        }
    }

    /** We are not permitted to ask; what was asked for may well exist. */
    record Refused<T>(String why) implements Reading<T> {
        public Refused {
            why = Foreign.cut(why);
        }
    }

    /**
     * It was not asked: there is no such daemon, or nothing to ask.
     *
     * @param isHeldUp true when all threads that could ask hang in earlier questions; there may well be an answer
     */
    record NotAsked<T>(String why, boolean isHeldUp) implements Reading<T> {
        private static final String NOT_STARTED = "the reader child has not started after ";

        public NotAsked {
            why = Foreign.cut(why);
        }

        /** The reading when there is nothing to ask. */
        public NotAsked(String why) {
            this(why, false);
        }

        /** The reading when the process that reads did not run in time: there may well be something to ask. */
        public static <T> NotAsked<T> notStarted(Duration age) {
            return new NotAsked<>(NOT_STARTED + age.toMillis() + " ms");
        }

        /** True when the process that reads did not run in time. */
        public boolean isNotStarted() {
            return why.startsWith(NOT_STARTED);
        }

        /** The reading when its turn did not come in time. */
        public static <T> NotAsked<T> heldUp() {
            return new NotAsked<>(OldReadings.HELD_UP, true);
        }
    }

    /** The value, when it was seen. */
    default Optional<T> seen() {
        return this instanceof Seen<T>(var value) ? Optional.of(value) : Optional.empty();
    }

    /** True when the question was really asked, whatever the outcome. */
    default boolean wasPut() {
        return !(this instanceof NotAsked<T>) && !(this instanceof Refused<T>);
    }

    /** True when it was asked and no answer came in time. */
    default boolean isSilent() {
        return this instanceof Silent<T>;
    }
}
