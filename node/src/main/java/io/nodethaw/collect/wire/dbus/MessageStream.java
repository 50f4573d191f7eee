package io.nodethaw.collect.wire.dbus;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Cuts the bytes of a connection into messages. When only part of a message has arrived before a time-out, the part is kept and
 * the rest is read later.
 */
final class MessageStream {
    private final Connection connection;
    private ByteBuffer bytes = ByteBuffer.allocate(16 << 10).flip();

    MessageStream(Connection connection) {
        this.connection = connection;
    }

    /**
     * The next message.
     *
     * @throws EOFException when the peer has closed the connection
     */
    Message next(Deadline deadline, String stage) throws IOException {
        while (bytes.remaining() < MessageDecoder.PREFIX || bytes.remaining() < MessageDecoder.length(bytes)) {
            fill(deadline, stage);
        }
        return MessageDecoder.decode(bytes);
    }

    /** Drops each message that is there as a whole; what has come of the next one stays. */
    void drop() throws IOException {
        var now = Deadline.in(Duration.ZERO);
        try {
            while (true) {
                next(now, "nothing");
            }
        } catch (SilentException _) {
            // all that was there is dropped
        }
    }

    /** The bytes that have come and were not asked for. */
    ByteBuffer left() {
        return bytes;
    }

    /** Grows with the bytes that came, never by the length that a sender claims. */
    private void fill(Deadline deadline, String stage) throws IOException {
        if (bytes.remaining() == bytes.capacity()) {
            bytes = ByteBuffer.allocate(bytes.capacity() * 2).put(bytes);
        } else {
            bytes.compact();
        }
        try {
            if (connection.read(bytes, deadline, stage) < 0) {
                throw new EOFException("connection closed by the peer during " + stage);
            }
        } finally {
            bytes.flip();
        }
    }
}
