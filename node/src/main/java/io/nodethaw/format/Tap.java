package io.nodethaw.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that is read by one, while another one sees every byte that goes by. */
public abstract class Tap extends FilterInputStream {
    protected Tap(InputStream in) {
        super(in);
    }

    /** Sees the next byte. */
    protected abstract void take(byte next);

    @Override
    public final int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            take((byte) next);
        }
        return next;
    }

    @Override
    public final int read(byte[] into, int offset, int count) throws IOException {
        int read = super.read(into, offset, count);
        for (int i = 0; i < read; i++) {
            take(into[offset + i]);
        }
        return read;
    }

    @Override
    public final boolean markSupported() {
        return false;
    }
}
