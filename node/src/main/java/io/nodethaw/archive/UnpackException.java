package io.nodethaw.archive;

import java.io.IOException;

/** What is packed cannot be unpacked, or is not. The message says why, without the name of the file. */
public final class UnpackException extends IOException {
    private static final long serialVersionUID = 1;

    private final String next;

    /** @param next what to do about it */
    UnpackException(String message, String next) {
        super(message);
        this.next = next;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }
}
