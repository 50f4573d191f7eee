package io.nodethaw.heal;

import java.io.IOException;

/** What a canary started, or may have started, is not removed; the message names the command that does. */
public final class LeftBehindException extends IOException {
    private static final long serialVersionUID = 1;

    LeftBehindException(String message) {
        super(message);
    }

    LeftBehindException(String message, Throwable cause) {
        super(message, cause);
    }
}
