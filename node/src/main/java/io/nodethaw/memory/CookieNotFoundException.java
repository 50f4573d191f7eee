package io.nodethaw.memory;

import java.io.IOException;

/** The counter could not be found in memory; its message says why. */
public final class CookieNotFoundException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param why in a few words, for the report */
    public CookieNotFoundException(String why) {
        super("message counter not found in memory: " + why);
    }
}
