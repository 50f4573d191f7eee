package io.nodethaw.remedy;

import java.io.IOException;

/** What a canary started, or may have started, was not removed; the message names the command that removes it. */
public final class LeftBehindException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param message what is left and what removes it */
    public LeftBehindException(String message) {
        super(message);
    }

    /** @param cause why it could not be removed */
    public LeftBehindException(String message, Throwable cause) {
        super(message, cause);
    }
}
