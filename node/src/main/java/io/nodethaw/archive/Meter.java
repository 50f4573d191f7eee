package io.nodethaw.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the bytes of a stream; closing it closes nothing, because whoever opened the file closes that. What a library throws in reading
 * a damaged one is told as damage.
 */
class Meter extends FilterInputStream {
    private long count;

    Meter(InputStream in) {
        super(in);
    }

    final long count() {
        return count;
    }

    /** More bytes have gone by. */
    void counted(long bytes) throws IOException {
        count += bytes;
    }

    @Override
    public final int read() throws IOException {
        try {
            int next = super.read();
            if (next >= 0) {
                counted(1);
            }
            return next;
        } catch (RuntimeException e) {
            throw Damage.of(e);
        }
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws IOException {
        try {
            int read = super.read(into, offset, length);
            if (read > 0) {
                counted(read);
            }
            return read;
        } catch (RuntimeException e) {
            throw Damage.of(e);
        }
    }

    @Override
    public final long skip(long bytes) throws IOException {
        try {
            long skipped = super.skip(bytes);
            counted(skipped);
            return skipped;
        } catch (RuntimeException e) {
            throw Damage.of(e);
        }
    }

    /** Nothing, so that a buffer takes what one read gives, and an error after that does not take it away. */
    @Override
    public final int available() {
        return 0;
    }

    @Override
    public final boolean markSupported() {
        return false;
    }

    @Override
    public final void close() {}
}
