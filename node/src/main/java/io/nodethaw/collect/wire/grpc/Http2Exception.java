package io.nodethaw.collect.wire.grpc;

import java.io.IOException;

/** The peer broke HTTP/2 or gRPC framing, or one of our limits; nothing more can be read from the connection. */
public final class Http2Exception extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what the peer did: "frame of 4740180 bytes, limit 16384" */
    public Http2Exception(String what) {
        super(what);
    }
}
