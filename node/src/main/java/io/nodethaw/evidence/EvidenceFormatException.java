package io.nodethaw.evidence;

import java.io.IOException;

/** A file holds no evidence that can be used. The message is one line: what, where, and what next. */
public final class EvidenceFormatException extends IOException {
    private static final long serialVersionUID = 1;

    EvidenceFormatException(String message) {
        super(message);
    }
}
