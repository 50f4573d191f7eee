package io.nodethaw.remedy;

import java.io.IOException;

/** The process that was asked to do it refused. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param why its own words */
    public RefusedException(String why) {
        super(why);
    }
}
