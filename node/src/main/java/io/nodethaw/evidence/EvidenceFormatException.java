package io.nodethaw.evidence;

import java.io.IOException;

/** A file holds no usable evidence. The message is one line: what is wrong, where, and what to do. */
public final class EvidenceFormatException extends IOException {
    private static final long serialVersionUID = 1;

    EvidenceFormatException(String message) {
        super(message);
    }
}
