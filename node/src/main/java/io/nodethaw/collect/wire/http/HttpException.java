package io.nodethaw.collect.wire.http;

import java.io.IOException;

/** What came is no HTTP/1 reply, or larger than our limits. */
public final class HttpException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param fault what is wrong with the reply */
    public HttpException(String fault) {
        super(fault);
    }
}
