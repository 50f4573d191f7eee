package io.nodethaw.archive.zstd;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Unpacks the sequences of a block: so many literals, then what was unpacked some way back (RFC 8878, 3.1.1.3.2, 3.1.1.4, 3.1.1.5). */
final class Sequences {
    private static final int[] LITERALS_BASE = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512,
        1024, 2048, 4096, 8192, 16384, 32768, 65536
    };
    private static final int[] LITERALS_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539
    };
    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };

    /** The tables of a block that brings none (RFC 8878, 3.1.1.3.2.2). */
    private static final int[] LITERALS_SHARES = {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1
    };

    private static final int[] MATCH_SHARES = {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    };
    private static final int[] OFFSET_SHARES = {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    };

    /** Codes of offsets are numbers of bits: with more than these no window could hold what they refer to. */
    private static final int OFFSET_CODE_MOST = 31;

    private @Nullable FseTable literalsTable;
    private @Nullable FseTable offsetTable;
    private @Nullable FseTable matchTable;
    private final int[] recent = {1, 4, 8};
    private byte[] block = new byte[0];
    private int at;
    private int end;

    /** Unpacks all sequences into the window, and what is left of the literals after them. */
    void unpack(byte[] from, int begin, int length, byte[] literals, int literalCount, Window window)
            throws IOException {
        block = from;
        at = begin;
        end = length;
        int count = count();
        int used = 0;
        if (count > 0) {
            used = unpack(count, literals, literalCount, window);
        } else if (at != end) {
            throw Zstd.damaged("a block with more than it says");
        }
        window.append(literals, used, literalCount - used);
    }

    private int count() throws IOException {
        int first = next();
        return first < 128 ? first : first < 255 ? (first - 128 << 8) + next() : next() + (next() << 8) + 0x7f00;
    }

    private int next() throws IOException {
        if (at >= end) {
            throw Zstd.damaged("a block is cut off");
        }
        return block[at++] & 0xff;
    }

    private int unpack(int count, byte[] literals, int literalCount, Window window) throws IOException {
        int modes = next();
        var ofLiterals = table(modes >> 6, 6, 9, LITERALS_SHARES, literalsTable);
        var ofOffsets = table(modes >> 4 & 3, 5, 8, OFFSET_SHARES, offsetTable);
        var ofMatches = table(modes >> 2 & 3, 6, 9, MATCH_SHARES, matchTable);
        literalsTable = ofLiterals;
        offsetTable = ofOffsets;
        matchTable = ofMatches;
        var in = new BackwardBits(block, at, end);
        int literalState = ofLiterals.begin(in);
        int offsetState = ofOffsets.begin(in);
        int matchState = ofMatches.begin(in);
        int used = 0;
        for (int i = 0; i < count; i++) {
            int offsetCode = ofOffsets.symbol(offsetState);
            int matchCode = ofMatches.symbol(matchState);
            int literalCode = ofLiterals.symbol(literalState);
            if (offsetCode > OFFSET_CODE_MOST
                    || matchCode >= MATCH_BASE.length
                    || literalCode >= LITERALS_BASE.length) {
                throw Zstd.damaged("a code that there is not");
            }
            long value = (1L << offsetCode) + (in.read(offsetCode) & 0xffffffffL);
            int match = MATCH_BASE[matchCode] + in.read(MATCH_BITS[matchCode]);
            int run = LITERALS_BASE[literalCode] + in.read(LITERALS_BITS[literalCode]);
            if (i < count - 1) {
                literalState = ofLiterals.next(literalState, in);
                matchState = ofMatches.next(matchState, in);
                offsetState = ofOffsets.next(offsetState, in);
            }
            if (run > literalCount - used || in.isOver()) {
                throw Zstd.damaged("a sequence longer than its block");
            }
            window.append(literals, used, run);
            used += run;
            window.match(offset(value, run == 0), match);
        }
        if (!in.isAtEnd()) {
            throw Zstd.damaged("sequences of another length");
        }
        return used;
    }

    private FseTable table(int mode, int log, int most, int[] shares, @Nullable FseTable before) throws IOException {
        return switch (mode) {
            case 0 -> FseTable.of(log, shares);
            case 1 -> FseTable.of(next());
            case 2 -> {
                var read = FseTable.read(block, at, end, most);
                at = read.end();
                yield read.table();
            }
            default -> {
                if (before == null) {
                    throw Zstd.damaged("a table of a block before the first one");
                }
                yield before;
            }
        };
    }

    /** How far back: one of the last three, or a new one (RFC 8878, 3.1.1.5). */
    private int offset(long value, boolean withoutLiterals) throws IOException {
        if (value > 3) {
            long offset = value - 3;
            if (offset > Integer.MAX_VALUE) {
                throw Zstd.damaged("it refers to what is not there");
            }
            recent[2] = recent[1];
            recent[1] = recent[0];
            recent[0] = (int) offset;
            return recent[0];
        }
        int which = (int) value - (withoutLiterals ? 0 : 1);
        int offset = which == 3 ? recent[0] - 1 : recent[which];
        if (which > 1) {
            recent[2] = recent[1];
        }
        if (which > 0) {
            recent[1] = recent[0];
        }
        recent[0] = offset;
        return offset;
    }
}
