package io.nodethaw.format;

import java.io.IOException;

/** Nothing in a file can be used. The message says what is wrong, without the name of the file. */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1;

    private final String next;

    /** @param next what to do about it */
    public FileFormatException(String message, String next) {
        super(message);
        this.next = next;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }
}
