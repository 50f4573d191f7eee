package io.nodethaw.archive.zstd;

import java.io.IOException;

/** Bits that are read from the last byte to the first, from the highest bit to the lowest (RFC 8878, 4.1.1, 4.2.2). */
final class BackwardBits {
    private final byte[] bytes;
    private final int from;
    private int at;
    private long bits;
    private int count;

    /** @param to behind the last byte, in which the highest bit that is set only marks the end */
    BackwardBits(byte[] bytes, int from, int to) throws IOException {
        if (to <= from || bytes[to - 1] == 0) {
            throw Zstd.damaged("a stream of bits without its end");
        }
        this.bytes = bytes;
        this.from = from;
        this.at = to - 1;
        this.bits = bytes[at] & 0xff;
        this.count = 31 - Integer.numberOfLeadingZeros(bytes[at] & 0xff);
    }

    /** The next bits, at most 32; those past the end are zeros. */
    int read(int wanted) {
        int read = peek(wanted);
        skip(wanted);
        return read;
    }

    /** The same, without going on. */
    int peek(int wanted) {
        if (count < wanted) {
            fill();
        }
        long value = count >= wanted ? bits >>> (count - wanted) : bits << (wanted - Math.max(count, 0));
        return count <= 0 ? 0 : (int) (value & ((1L << wanted) - 1));
    }

    /** Goes on by so many bits that have been looked at. */
    void skip(int seen) {
        count -= seen;
    }

    private void fill() {
        while (count <= 48 && at > from) {
            bits = bits << 8 | bytes[--at] & 0xff;
            count += 8;
        }
    }

    /** True once more bits were read than there are. */
    boolean isOver() {
        return count < 0;
    }

    /** True when all bits were read, and no more. */
    boolean isAtEnd() {
        return count == 0 && at == from;
    }
}
