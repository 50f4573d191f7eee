package io.nodethaw.collect.wire.ttrpc;

import java.io.IOException;

/** What came is no ttrpc, or larger than ttrpc allows; nothing more can be read from the connection. */
public final class TtrpcException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what the peer did */
    public TtrpcException(String what) {
        super(what);
    }
}
