package io.nodethaw.golang;

import java.io.IOException;

/**
 * Reads numbers in a program's tables, one after the other, seven bits per byte, the lowest first (runtime/symtab.go,
 * readvarint).
 */
final class Varints {
    private final Pages pages;
    private long at;

    Varints(Pages pages, long at) {
        this.pages = pages;
        this.at = at;
    }

    /** The address of the next number. */
    long at() {
        return at;
    }

    /** The next number, an unsigned one of 32 bits. */
    int next() throws IOException {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = pages.u8(at++);
            value |= (b & 0x7f) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("a number too long at 0x" + Long.toHexString(at));
    }
}
