package io.nodethaw.agent;

import java.time.Duration;

/** What one look says about one condition. */
public sealed interface Sight {

    /**
     * It holds.
     *
     * @param code of what was found; empty where no rule explains it
     * @param message the verdict in one line
     * @param held for how long at least, by what was read
     */
    record Sick(String code, String message, Duration held) implements Sight {}

    /** It does not hold, and the look confirms that the node is well. */
    record Well(String message) implements Sight {}

    /** It was not seen to hold, but the node is not well either: slow, or sick in another way. */
    record Otherwise(String message) implements Sight {}

    /** The look could not tell. */
    record Untold(String why) implements Sight {}
}
