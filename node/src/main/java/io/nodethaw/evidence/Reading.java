package io.nodethaw.evidence;

import java.time.Duration;
import java.util.Optional;

/** The outcome of one bounded question. "Could not tell" is a value of its own, in four kinds. */
public sealed interface Reading<T> {

    /** Answered in time. */
    record Seen<T>(T value) implements Reading<T> {}

    /**
     * Asked, and no answer within the limit: evidence too.
     *
     * @param waited how long we waited
     * @param stage the step that got no answer ("connect", "auth", "reply to Ping"); empty where there is only one
     */
    record Silent<T>(Duration waited, String stage) implements Reading<T> {
        public Silent {
            stage = Foreign.cut(stage);
        }
    }

    /** Answered with an error, or the asking itself failed. */
    record Failed<T>(String why) implements Reading<T> {
        public Failed {
            why = Foreign.cut(why);
        }
    }

    /** Not asked: no such daemon, no permission, nothing to ask. */
    record NotAsked<T>(String why) implements Reading<T> {
        /** What the reason begins with when we may not ask. */
        public static final String NOT_PERMITTED = "not permitted";

        public NotAsked {
            why = Foreign.cut(why);
        }

        /** The reason when whoever would ask hangs with questions put before. */
        public static final String HELD_UP = "all threads that would read it hang in other reads";

        /** True when it was not our turn before time was up: there may well be an answer. */
        public boolean isHeldUp() {
            return why.equals(HELD_UP);
        }

        /** True when we may not ask: what is asked for may well be there. */
        public boolean isRefused() {
            return why.startsWith(NOT_PERMITTED);
        }
    }

    /** The value, when it was seen. */
    default Optional<T> seen() {
        return this instanceof Seen<T>(var value) ? Optional.of(value) : Optional.empty();
    }

    /** True when asked without an answer in time. */
    default boolean isSilent() {
        return this instanceof Silent<T>;
    }
}
