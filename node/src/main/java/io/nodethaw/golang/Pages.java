package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory that the program never changes (its tables and code), read and kept in pages of 16 KiB. Little-endian. Used by one
 * thread at a time.
 */
final class Pages {
    private static final int SHIFT = 14;
    private static final int SIZE = 1 << SHIFT;

    /** Longest text, the rest is cut: names of generic functions, and paths, have some hundred bytes. */
    private static final int LONGEST_TEXT = 4096;

    /** Longest piece read at once (our own limit). */
    private static final int LONGEST_READ = 1 << 20;

    /** The size of a piece, as a shift: a page remembers which of its pieces could not be read. */
    static final int PIECE_SHIFT = 12;

    private final PageStore kept;
    private Memory memory;
    private long current = -1;
    private PageStore.Page page = new PageStore.Page(ByteBuffer.allocate(0), 0);

    Pages(Memory memory) {
        this(memory, new PageStore());
    }

    /** @param kept the pages shared with other readers of the same program */
    Pages(Memory memory, PageStore kept) {
        this.memory = memory;
        this.kept = kept;
    }

    /** Where the pages are kept. */
    PageStore kept() {
        return kept;
    }

    /** Takes further pages from the memory of another process of the same program. */
    void takeFrom(Memory other) {
        memory = other;
    }

    int u8(long address) throws IOException {
        return page(address).get((int) address & (SIZE - 1)) & 0xff;
    }

    int i32(long address) throws IOException {
        int at = (int) address & (SIZE - 1);
        if (at <= SIZE - 4) {
            return page(address).getInt(at);
        }
        return u8(address) | u8(address + 1) << 8 | u8(address + 2) << 16 | u8(address + 3) << 24;
    }

    long u32(long address) throws IOException {
        return Integer.toUnsignedLong(i32(address));
    }

    long u64(long address) throws IOException {
        int at = (int) address & (SIZE - 1);
        if (at <= SIZE - 8) {
            return page(address).getLong(at);
        }
        return u32(address) | u32(address + 4) << 32;
    }

    /** An unsigned word of 4 or 8 bytes. */
    long word(long address, int size) throws IOException {
        return size == 8 ? u64(address) : u32(address);
    }

    /** True when exactly these bytes are at the address. */
    boolean holds(long address, byte[] bytes) throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            if ((byte) u8(address + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text up to a zero byte. */
    String text(long address) throws IOException {
        int length = 0;
        while (length < LONGEST_TEXT && u8(address + length) != 0) {
            length++;
        }
        return text(address, length);
    }

    String text(long address, int length) throws IOException {
        return new String(bytes(address, length), StandardCharsets.UTF_8);
    }

    byte[] bytes(long address, int length) throws IOException {
        if (length < 0 || length > LONGEST_READ) {
            throw new IOException("a length of " + length + " at 0x" + Long.toHexString(address));
        }
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) u8(address + i);
        }
        return bytes;
    }

    private ByteBuffer page(long address) throws IOException {
        long number = address >>> SHIFT;
        if (number != current) {
            var known = kept.find(number);
            page = known.isPresent() ? known.get() : load(number);
            current = number;
        }
        if (page.isHole((int) address & (SIZE - 1))) {
            throw new IOException("no memory at 0x" + Long.toHexString(address));
        }
        return page.bytes();
    }

    private PageStore.Page load(long number) throws IOException {
        current = -1;
        var bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        var loaded = new PageStore.Page(bytes, readInto(number << SHIFT, bytes));
        kept.keep(number, loaded);
        return loaded;
    }

    /**
     * Reads a page. It may begin before, or end after, what is mapped; then it is read one piece at a time.
     *
     * @return the pieces that could not be read, one bit for each
     */
    private int readInto(long address, ByteBuffer bytes) throws IOException {
        try {
            if (memory.read(address, bytes) == SIZE) {
                return 0;
            }
        } catch (IOException _) {
            // its beginning is not mapped
        }
        int holes = 0;
        int pieces = SIZE >> PIECE_SHIFT;
        for (int piece = 0; piece < pieces; piece++) {
            int at = piece << PIECE_SHIFT;
            bytes.clear().position(at).limit(at + (1 << PIECE_SHIFT));
            if (!isRead(address + at, bytes)) {
                holes |= 1 << piece;
            }
        }
        bytes.clear();
        if (holes == (1 << pieces) - 1) {
            throw new IOException("no memory at 0x" + Long.toHexString(address));
        }
        return holes;
    }

    private boolean isRead(long address, ByteBuffer bytes) {
        try {
            return memory.read(address, bytes) > 0;
        } catch (IOException _) {
            return false;
        }
    }
}
