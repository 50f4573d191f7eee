package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Walks through the memory of a segment, one piece at a time. */
final class MemoryScan {
    private static final int PIECE = 1 << 20;

    /** How much pieces overlap, so that what a visitor compares is never cut. */
    static final int OVERLAP = 64;

    /** Longest segment that is walked through (our own limit): variables of the largest Go programs are some ten megabytes. */
    private static final long LONGEST = 1L << 30;

    private MemoryScan() {}

    /** Looks at one 8-aligned place of a piece; true ends the scan. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(ByteBuffer piece, int at, long address) throws IOException;
    }

    /** A word to look for: equal in the bits of the mask; a mask of 0 is every word. */
    record Wanted(long bits, long mask) {}

    /**
     * Visits every 8-aligned address that holds the word wanted, with {@link #OVERLAP} bytes after it, or zeros; true when a
     * visitor ended the scan.
     *
     * @throws IOException when the segment is longer than that of any program
     */
    static boolean of(Memory memory, long start, long end, Wanted wanted, Visitor visitor) throws IOException {
        if (end - start > LONGEST || end - start < 0) {
            throw new IOException("a segment from 0x" + Long.toHexString(start) + " to 0x" + Long.toHexString(end)
                    + ": no Go program has so large a one");
        }
        var piece = ByteBuffer.allocate(PIECE + OVERLAP).order(ByteOrder.LITTLE_ENDIAN);
        for (long done = 0; done < end - start; done += PIECE) {
            long address = (start + 7 & -8) + done;
            piece.clear().limit((int) Math.max(0, Math.min(piece.capacity(), end - address)));
            int read = read(memory, address, piece);
            Arrays.fill(piece.array(), read, piece.capacity(), (byte) 0);
            piece.clear();
            if (visit(piece, address, Math.min(read, PIECE), wanted, visitor)) {
                return true;
            }
        }
        return false;
    }

    private static boolean visit(ByteBuffer piece, long address, int length, Wanted wanted, Visitor visitor)
            throws IOException {
        long mask = wanted.mask();
        long bits = wanted.bits();
        for (int at = 0; at + 8 <= length; at += 8) {
            if ((piece.getLong(at) & mask) == bits && visitor.visit(piece, at, address + at)) {
                return true;
            }
        }
        return false;
    }

    /** Reads a piece; fewer bytes when a hole begins in it, none in a hole. */
    private static int read(Memory memory, long address, ByteBuffer piece) {
        try {
            return memory.read(address, piece);
        } catch (IOException _) {
            return 0;
        }
    }
}
