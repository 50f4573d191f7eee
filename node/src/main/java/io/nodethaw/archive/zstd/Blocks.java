package io.nodethaw.archive.zstd;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Unpacks the compressed blocks of one frame; a block may use tables of the block before it. */
final class Blocks {
    private final Window window;
    private final Sequences sequences = new Sequences();
    private final byte[] literals = new byte[Zstd.BLOCK];
    private int literalCount;
    private @Nullable HuffmanTable code;

    Blocks(Window window) {
        this.window = window;
    }

    /** Unpacks one block into the window. */
    void unpack(byte[] block, int length) throws IOException {
        int at = literals(block, length);
        sequences.unpack(block, at, length, literals, literalCount, window);
    }

    /** Unpacks the literals (RFC 8878, 3.1.1.3.1), and returns where they end. */
    private int literals(byte[] block, int length) throws IOException {
        int type = at(block, 0, length) & 3;
        int format = at(block, 0, length) >> 2 & 3;
        if (type < 2) {
            return plain(block, length, type == 1, (format & 1) == 0 ? 1 : format == 1 ? 2 : 3);
        }
        int header = format < 2 ? 3 : format + 2;
        int bits = format < 2 ? 10 : format == 2 ? 14 : 18;
        long sizes = number(block, 0, header, length);
        long mask = (1L << bits) - 1;
        int unpacked = (int) (sizes >> 4 & mask);
        int packed = (int) (sizes >> 4 + bits & mask);
        int end = header + packed;
        if (end > length || unpacked > Zstd.BLOCK) {
            throw Zstd.damaged("literals longer than their block");
        }
        int from = header;
        if (type == 2) {
            var read = HuffmanTable.read(block, from, end);
            code = read.table();
            from = read.end();
        }
        if (code == null) {
            throw Zstd.damaged("literals without their code");
        }
        streams(code, block, from, end, unpacked, format != 0);
        literalCount = unpacked;
        return end;
    }

    private int plain(byte[] block, int length, boolean same, int header) throws IOException {
        int count = (int) (number(block, 0, header, length) >> (header == 1 ? 3 : 4));
        int end = header + (same ? 1 : count);
        if (count > Zstd.BLOCK || end > length) {
            throw Zstd.damaged("literals longer than their block");
        }
        if (same) {
            Arrays.fill(literals, 0, count, block[header]);
        } else {
            System.arraycopy(block, header, literals, 0, count);
        }
        literalCount = count;
        return end;
    }

    /** One stream, or four of which each but the last has a quarter; the lengths of the first three stand before them. */
    private void streams(HuffmanTable by, byte[] block, int from, int end, int count, boolean four) throws IOException {
        if (!four) {
            by.decode(block, from, end, literals, 0, count);
            return;
        }
        int quarter = (count + 3) / 4;
        int begin = from + 6;
        for (int i = 0; i < 4; i++) {
            int stop = i == 3 ? end : begin + (int) number(block, from + 2 * i, 2, end);
            if (stop > end || 3 * quarter > count) {
                throw Zstd.damaged("literals longer than their block");
            }
            by.decode(block, begin, stop, literals, i * quarter, i == 3 ? count : (i + 1) * quarter);
            begin = stop;
        }
    }

    private static int at(byte[] block, int index, int length) throws IOException {
        if (index >= length) {
            throw Zstd.damaged("a block is cut off");
        }
        return block[index] & 0xff;
    }

    private static long number(byte[] block, int from, int bytes, int length) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) at(block, from + i, length) << 8 * i;
        }
        return value;
    }
}
