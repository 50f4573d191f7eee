package io.nodethaw.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** Opens what is packed without names: gzip by the JDK, and only for others what it takes to read them. */
final class Decompressors {
    private static final int BUFFER = 1 << 16;

    private Decompressors() {}

    /** @throws IOException where its beginning is damaged, or it asks for too much memory */
    static InputStream open(Packing packing, InputStream in) throws IOException {
        return switch (packing) {
            case GZIP -> new GZIPInputStream(new Telling(in), BUFFER);
            case BZIP2, XZ, LZ4, ZSTD -> rare(packing, in);
            case TAR, ZIP -> throw new IllegalArgumentException(packing + " holds files");
        };
    }

    private static InputStream rare(Packing packing, InputStream in) throws IOException {
        try {
            return RarePackings.open(packing, in);
        } catch (RuntimeException e) {
            throw Damage.of(e);
        }
    }

    /** Says that more is available until its end: GZIPInputStream takes nothing available for the end of the last member. */
    private static final class Telling extends PushbackInputStream {
        Telling(InputStream in) {
            super(in, 1);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return 1;
        }
    }
}
