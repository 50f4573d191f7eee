package io.nodethaw.evidence;

import java.io.IOException;

/** Well-formed JSON that is not the value that was expected. */
final class MisfitException extends IOException {
    private static final long serialVersionUID = 1;

    MisfitException(String message) {
        super(OneLine.of(message, 200));
    }
}
