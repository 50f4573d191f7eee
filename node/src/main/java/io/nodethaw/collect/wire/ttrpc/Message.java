package io.nodethaw.collect.wire.ttrpc;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One message of ttrpc, "Message Frame" in its PROTOCOL.md.
 *
 * @param stream odd when we began it
 * @param type a constant here, or one we do not know
 * @param data its content
 */
record Message(int stream, int type, ByteBuffer data) {
    static final int REQUEST = 1;
    static final int RESPONSE = 2;

    /**
     * Largest data, in bytes. The protocol allows 4 MiB (PROTOCOL.md); what we ask for is answered with some hundred bytes, and
     * many may be asked at once.
     */
    static final int MAX_DATA = 64 << 10;

    private static final int HEADER_LENGTH = 10;

    /** Reads one. A peer that keeps sending does not get past the deadline either. */
    static Message read(Connection connection, Deadline deadline, String stage) throws IOException {
        if (deadline.passed()) {
            throw new SilentException(stage, deadline.waited());
        }
        var header = ByteBuffer.allocate(HEADER_LENGTH);
        connection.readFully(header, deadline, stage);
        int length = header.getInt();
        if (length < 0 || length > MAX_DATA) {
            throw new TtrpcException("message of " + Integer.toUnsignedString(length) + " bytes, limit " + MAX_DATA
                    + "; the peer may not speak ttrpc");
        }
        int stream = header.getInt();
        int type = Byte.toUnsignedInt(header.get());
        var data = ByteBuffer.allocate(length);
        connection.readFully(data, deadline, stage);
        return new Message(stream, type, data);
    }

    /** Writes it, with empty flags as a unary call has them. */
    void write(Connection connection, Deadline deadline, String stage) throws IOException {
        if (data.remaining() > MAX_DATA) {
            throw new IllegalArgumentException("request of " + data.remaining() + " bytes");
        }
        var bytes = ByteBuffer.allocate(HEADER_LENGTH + data.remaining())
                .putInt(data.remaining())
                .putInt(stream)
                .put((byte) type)
                .put((byte) 0)
                .put(data.duplicate());
        connection.write(bytes.flip(), deadline, stage);
    }
}
