package io.nodethaw.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Remembers the beginning of a stream, in case nothing can be read from it. */
final class ReadHead extends FilterInputStream {
    private static final int MOST = 64 << 10;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();

    ReadHead(InputStream in) {
        super(in);
    }

    /** Its first bytes, one letter for each. */
    String text() {
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0 && head.size() < MOST) {
            head.write(one);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 0 && head.size() < MOST) {
            head.write(into, offset, Math.min(count, MOST - head.size()));
        }
        return count;
    }
}
