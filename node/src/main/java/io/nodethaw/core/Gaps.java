package io.nodethaw.core;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Provides memory that a core leaves out. */
@FunctionalInterface
interface Gaps {
    /** Reads from an address on; 0 when nothing is known there. */
    int read(long address, ByteBuffer into) throws IOException;
}
