package io.nodethaw.level;

import java.io.IOException;

/** systemd answered that we may not do this. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String why) {
        super(why);
    }
}
