package io.nodethaw.evidence;

import java.io.IOException;

/** A file holds more than is read of any file. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String what) {
        super(what);
    }
}
