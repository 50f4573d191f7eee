package io.nodethaw.remedy;

import java.io.IOException;

/** Whoever was asked to do it said no. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param why in its own words */
    public RefusedException(String why) {
        super(why);
    }
}
