package io.nodethaw.core;

import java.io.IOException;

/** A file is no core that can be read. The message says why, without the name of the file. */
public final class CoreFormatException extends IOException {
    private static final long serialVersionUID = 1;

    private final String next;

    /** @param next what to do about it */
    CoreFormatException(String message, String next) {
        super(message);
        this.next = next;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }
}
