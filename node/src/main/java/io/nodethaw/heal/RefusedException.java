package io.nodethaw.heal;

import java.io.IOException;

/** systemd was asked and said no. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param why systemd's own words */
    public RefusedException(String why) {
        super(why);
    }
}
