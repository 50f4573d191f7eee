package io.nodethaw.collect.wire.dbus;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a connection on which nothing is sent any more, for those who read messages in another way. Used by one thread. */
public final class RawMessages {
    private final Connection connection;
    private final ByteBuffer left;

    /** @param left bytes that have been read already */
    RawMessages(Connection connection, ByteBuffer left) {
        this.connection = connection;
        this.left = left;
    }

    /**
     * Reads at least one byte.
     *
     * @return number of bytes, -1 at the end
     * @throws io.nodethaw.collect.SilentException when nothing came before the deadline
     */
    public int read(byte[] into, int at, int most, Deadline deadline) throws IOException {
        if (left.hasRemaining()) {
            int count = Math.min(most, left.remaining());
            left.get(into, at, count);
            return count;
        }
        return connection.read(ByteBuffer.wrap(into, at, most), deadline, "messages");
    }
}
