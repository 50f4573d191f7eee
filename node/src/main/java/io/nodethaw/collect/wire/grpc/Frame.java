package io.nodethaw.collect.wire.grpc;

import java.nio.ByteBuffer;

/**
 * One frame of HTTP/2, RFC 9113 section 4.1.
 *
 * @param type one of the constants here, or one we do not know
 * @param flags as sent
 * @param stream 0 for the connection
 * @param payload position 0, to be read by who handles the frame
 */
record Frame(int type, int flags, int stream, ByteBuffer payload) {
    // RFC 9113 section 6
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITY = 0x20;

    // stream dependency and weight, section 6.2
    private static final int PRIORITY_LENGTH = 5;

    /** True when the flag is set. */
    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** What a DATA or HEADERS frame carries, without padding and priority. */
    ByteBuffer content() throws Http2Exception {
        int padding = has(PADDED) && payload.hasRemaining() ? Byte.toUnsignedInt(payload.get(0)) : 0;
        int start = (has(PADDED) ? 1 : 0) + (type == HEADERS && has(PRIORITY) ? PRIORITY_LENGTH : 0);
        int length = payload.limit() - start - padding;
        if (length < 0) {
            throw new Http2Exception("padding longer than its frame");
        }
        return payload.slice(start, length);
    }

    /** Refuses a frame whose length its type does not allow. */
    void expectLength(boolean allowed) throws Http2Exception {
        if (!allowed) {
            throw new Http2Exception("frame of type " + type + " with " + payload.limit() + " bytes");
        }
    }
}
