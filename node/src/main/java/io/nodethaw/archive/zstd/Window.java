package io.nodethaw.archive.zstd;

import java.io.IOException;
import java.util.Arrays;

/** What was unpacked last: as much of it as later parts may refer to, and what nobody has read yet. */
final class Window {
    private static final int SLACK = 1 << 20;

    private final int size;
    private byte[] bytes = new byte[2 * Zstd.BLOCK];
    private int end;
    private int given;

    /** @param size in bytes, how far back later parts may refer */
    Window(int size) {
        this.size = size;
    }

    /** Makes room for one block; everything before must have been read. */
    void room() {
        int most = size + size / 4 + SLACK;
        while (bytes.length - end < Zstd.BLOCK) {
            if (bytes.length < most) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
            } else {
                int kept = Math.min(size, end);
                System.arraycopy(bytes, end - kept, bytes, 0, kept);
                end = kept;
                given = kept;
            }
        }
    }

    void append(byte[] from, int at, int length) throws IOException {
        check(length);
        System.arraycopy(from, at, bytes, end, length);
        end += length;
    }

    void repeat(byte value, int length) throws IOException {
        check(length);
        Arrays.fill(bytes, end, end + length, value);
        end += length;
    }

    /** Appends what was unpacked so many bytes ago; it may overlap with itself. */
    void match(int offset, int length) throws IOException {
        check(length);
        if (offset > Math.min(end, size) || offset <= 0) {
            throw Zstd.damaged("it refers to what is not there");
        }
        if (offset >= length) {
            System.arraycopy(bytes, end - offset, bytes, end, length);
            end += length;
        } else {
            for (int i = 0; i < length; i++, end++) {
                bytes[end] = bytes[end - offset];
            }
        }
    }

    private void check(int length) throws IOException {
        if (length > bytes.length - end) {
            throw Zstd.damaged("a block that is too large");
        }
    }

    /** How many bytes nobody has read yet. */
    int ready() {
        return end - given;
    }

    int give(byte[] into, int at, int length) {
        int count = Math.min(length, ready());
        System.arraycopy(bytes, given, into, at, count);
        given += count;
        return count;
    }
}
