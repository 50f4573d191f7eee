package io.nodethaw.archive.zstd;

import java.io.IOException;

/** What all parts of the decoder need. */
final class Zstd {
    /** The largest block (RFC 8878, 3.1.1.2.4, Block_Maximum_Size). */
    static final int BLOCK = 128 << 10;

    private Zstd() {}

    static IOException damaged(String what) {
        return new IOException("damaged zstd: " + what);
    }

    /** The position of the highest bit that is set. */
    static int log2(int number) {
        return 31 - Integer.numberOfLeadingZeros(number);
    }
}
