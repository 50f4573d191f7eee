package io.nodethaw.collect;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A stream connection on which every read and write has a deadline and a name for the step it belongs to. */
public interface Connection extends Closeable {

    /**
     * Reads at least one byte.
     *
     * @return number of bytes read, -1 at the end of the stream
     * @throws SilentException when nothing came before the deadline
     */
    int read(ByteBuffer into, Deadline deadline, String stage) throws IOException;

    /**
     * Writes everything that remains in the buffer.
     *
     * @throws SilentException when the peer did not take it before the deadline
     */
    void write(ByteBuffer bytes, Deadline deadline, String stage) throws IOException;

    /** Reads exactly as many bytes as the buffer has left, and flips it. */
    default void readFully(ByteBuffer into, Deadline deadline, String stage) throws IOException {
        while (into.hasRemaining()) {
            if (read(into, deadline, stage) < 0) {
                throw new EOFException("connection closed by the peer during " + stage);
            }
        }
        into.flip();
    }

    /** Never blocks. */
    @Override
    void close() throws IOException;
}
