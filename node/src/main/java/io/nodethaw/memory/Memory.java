package io.nodethaw.memory;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Memory that can be read by address. */
public interface Memory {
    /**
     * Reads from an address on, up to as many bytes as the buffer has left.
     *
     * @return number of bytes read; fewer than asked where the mapped memory ends
     * @throws IOException when nothing is mapped there or we may not read it
     */
    int read(long address, ByteBuffer into) throws IOException;
}
