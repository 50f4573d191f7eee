package io.nodethaw.collect.proc;

import java.io.IOException;

/** A kernel text does not look as documented; the message says where, and what was expected. */
public final class MalformedTextException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what where, what was expected and what was found */
    public MalformedTextException(String what) {
        super(what);
    }
}
