package io.nodethaw.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that is read by one, while another one sees every byte that goes by. */
public abstract class Tap extends FilterInputStream {
    protected Tap(InputStream in) {
        super(in);
    }

    /** Sees the next bytes, from one place of them to another. */
    protected abstract void take(byte[] bytes, int from, int to);

    @Override
    public final int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            take(new byte[] {(byte) next}, 0, 1);
        }
        return next;
    }

    @Override
    public final int read(byte[] into, int offset, int count) throws IOException {
        int read = super.read(into, offset, count);
        if (read > 0) {
            take(into, offset, offset + read);
        }
        return read;
    }

    @Override
    public final boolean markSupported() {
        return false;
    }
}
