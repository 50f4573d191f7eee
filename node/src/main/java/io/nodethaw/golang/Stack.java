package io.nodethaw.golang;

import java.nio.ByteBuffer;

/**
 * The part of a goroutine's stack that was read.
 *
 * @param start address of its first byte
 * @param bytes all its bytes, from {@code start} on
 * @param whole false when the stack is deeper than what was read
 */
record Stack(long start, ByteBuffer bytes, boolean whole) {
    boolean holds(long address) {
        return address >= start && address - start <= bytes.limit() - 8;
    }

    /** The word at an address that it holds. */
    long word(long address) {
        return bytes.getLong((int) (address - start));
    }

    /** Address after its last byte. */
    long end() {
        return start + bytes.limit();
    }
}
