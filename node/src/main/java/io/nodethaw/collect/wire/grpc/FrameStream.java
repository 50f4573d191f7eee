package io.nodethaw.collect.wire.grpc;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Frames over a connection. */
final class FrameStream {
    /** Largest payload we accept: the least limit that HTTP/2 lets us set, SETTINGS_MAX_FRAME_SIZE in RFC 9113 section 6.5.2. */
    static final int MAX_PAYLOAD = 16384;

    private static final int HEADER_LENGTH = 9;

    private final Connection connection;

    FrameStream(Connection connection) {
        this.connection = connection;
    }

    /** Reads one frame. A peer that keeps sending does not get past the deadline either. */
    Frame read(Deadline deadline, String stage) throws IOException {
        if (deadline.passed()) {
            throw new SilentException(stage, deadline.waited());
        }
        var header = ByteBuffer.allocate(HEADER_LENGTH);
        connection.readFully(header, deadline, stage);
        int lengthAndType = header.getInt();
        int length = lengthAndType >>> 8;
        if (length > MAX_PAYLOAD) {
            throw new Http2Exception(
                    "frame of " + length + " bytes, limit " + MAX_PAYLOAD + "; the peer may not speak HTTP/2");
        }
        int flags = Byte.toUnsignedInt(header.get());
        int stream = header.getInt() & Integer.MAX_VALUE;
        var payload = ByteBuffer.allocate(length);
        connection.readFully(payload, deadline, stage);
        return new Frame(lengthAndType & 0xff, flags, stream, payload);
    }

    /** Writes frames in one go. */
    void write(Deadline deadline, String stage, Frame... frames) throws IOException {
        int size = 0;
        for (var frame : frames) {
            size += HEADER_LENGTH + frame.payload().remaining();
        }
        var bytes = ByteBuffer.allocate(size);
        for (var frame : frames) {
            bytes.putInt(frame.payload().remaining() << 8 | frame.type())
                    .put((byte) frame.flags())
                    .putInt(frame.stream())
                    .put(frame.payload().duplicate());
        }
        connection.write(bytes.flip(), deadline, stage);
    }

    /** Writes bytes that are no frame: the preface. */
    void writeRaw(byte[] bytes, Deadline deadline, String stage) throws IOException {
        connection.write(ByteBuffer.wrap(bytes), deadline, stage);
    }
}
