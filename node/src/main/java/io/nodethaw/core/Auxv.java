package io.nodethaw.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The auxiliary vector of a process (getauxval(3)): pairs of words. */
final class Auxv {
    private final ByteBuffer words;

    Auxv(byte[] bytes) {
        this.words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A value; 0 when it is not there. */
    long value(int type) {
        for (int at = 0; at + 16 <= words.limit(); at += 16) {
            if (words.getLong(at) == type) {
                return words.getLong(at + 8);
            }
        }
        return 0;
    }
}
