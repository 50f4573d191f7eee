package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads small objects of the program, up to 4096 bytes, anew each time. */
final class ProgramObjects {
    private final Memory memory;
    private final ByteBuffer scratch = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    ProgramObjects(Memory memory) {
        this.memory = memory;
    }

    /** True when it may be the address of an object: user space ends at 2^47 with page tables of four levels. */
    static boolean isPointer(long value) {
        return value > 4096 && value >>> 47 == 0;
    }

    /** The bytes at an address, valid until the next read; empty when they cannot be read. */
    Optional<ByteBuffer> read(long address, int length) {
        if (!isPointer(address)) {
            return Optional.empty();
        }
        scratch.clear().limit(length);
        try {
            memory.read(address, scratch);
        } catch (IOException _) {
            return Optional.empty();
        }
        return scratch.hasRemaining() ? Optional.empty() : Optional.of(scratch.flip());
    }
}
