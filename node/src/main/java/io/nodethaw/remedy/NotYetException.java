package io.nodethaw.remedy;

import java.io.IOException;
import java.time.Duration;

/**
 * Nothing was started, because a daemon still waits before it connects again to another one that is back: in its own words, and for a time
 * that its program bounds.
 */
public final class NotYetException extends IOException {
    private static final long serialVersionUID = 1;

    private final Duration within;

    /**
     * @param why its own words
     * @param within after this time it has connected, or will not by itself
     */
    public NotYetException(String why, Duration within) {
        super(why);
        this.within = within;
    }

    /** After this time it has connected, or will not by itself. */
    public Duration within() {
        return within;
    }
}
