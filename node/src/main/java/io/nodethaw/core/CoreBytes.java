package io.nodethaw.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a core, read by offset. */
public interface CoreBytes extends Closeable {
    /** How many there are. */
    long size();

    /** Reads from an offset on, up to as many bytes as the buffer has left: fewer at the end, none behind it. */
    int read(long offset, ByteBuffer into) throws IOException;
}
