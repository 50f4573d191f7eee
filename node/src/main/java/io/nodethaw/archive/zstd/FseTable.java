package io.nodethaw.archive.zstd;

import java.io.IOException;
import java.util.Arrays;

/** A table of states, each with the symbol that it stands for and how the next one is found (RFC 8878, 4.1). */
final class FseTable {
    /** The most symbols of any table: weights of the bytes. */
    private static final int SYMBOLS = 256;

    private final int log;
    private final byte[] symbols;
    private final byte[] bits;
    private final short[] bases;

    private FseTable(int log) {
        this.log = log;
        this.symbols = new byte[1 << log];
        this.bits = new byte[1 << log];
        this.bases = new short[1 << log];
    }

    /** A table with one state, which stands for the same symbol for ever. */
    static FseTable of(int symbol) {
        var table = new FseTable(0);
        table.symbols[0] = (byte) symbol;
        return table;
    }

    /** @param shares of each symbol, which make up 2 to the power of log; -1 for less than one */
    static FseTable of(int log, int... shares) throws IOException {
        var table = new FseTable(log);
        table.spread(shares);
        return table;
    }

    private void spread(int[] shares) throws IOException {
        int size = 1 << log;
        int high = size - 1;
        int[] next = new int[shares.length];
        for (int symbol = 0; symbol < shares.length; symbol++) {
            next[symbol] = Math.abs(shares[symbol]);
            if (shares[symbol] < 0) {
                symbols[high--] = (byte) symbol;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int symbol = 0; symbol < shares.length; symbol++) {
            for (int i = 0; i < shares[symbol]; i++) {
                symbols[at] = (byte) symbol;
                do {
                    at = (at + step) & (size - 1);
                } while (at > high);
            }
        }
        if (at != 0) {
            throw Zstd.damaged("a table with other shares than it should have");
        }
        for (int state = 0; state < size; state++) {
            int now = next[symbols[state] & 0xff]++;
            bits[state] = (byte) (log - Zstd.log2(now));
            bases[state] = (short) ((now << bits[state]) - size);
        }
    }

    /** The first state. */
    int begin(BackwardBits in) {
        return in.read(log);
    }

    int symbol(int state) {
        return symbols[state] & 0xff;
    }

    int next(int state, BackwardBits in) {
        return bases[state] + in.read(bits[state]);
    }

    /** A table that was read, and where its description ends. */
    record Read(FseTable table, int end) {}

    /**
     * Reads the description of a table (RFC 8878, 4.1.1).
     *
     * @param most the largest log that is allowed
     */
    static Read read(byte[] bytes, int from, int to, int most) throws IOException {
        var in = new ForwardBits(bytes, from, to);
        int log = in.read(4) + 5;
        if (log > most) {
            throw Zstd.damaged("a table of 2^" + log + " states");
        }
        int[] shares = new int[SYMBOLS];
        int remaining = 1 << log;
        int symbol = 0;
        while (remaining > 0 && symbol < SYMBOLS) {
            int share = in.share(remaining + 1);
            shares[symbol++] = share;
            remaining -= Math.abs(share);
            if (share == 0) {
                symbol += in.zeros();
            }
        }
        if (remaining != 0 || symbol > SYMBOLS) {
            throw Zstd.damaged("a table with other shares than it should have");
        }
        return new Read(of(log, Arrays.copyOf(shares, symbol)), in.end());
    }

    /** Bits that are read from the first byte to the last, from the lowest bit to the highest. */
    private static final class ForwardBits {
        private final byte[] bytes;
        private final int to;
        private long at;

        ForwardBits(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.to = to;
            this.at = 8L * from;
        }

        int read(int wanted) throws IOException {
            int value = 0;
            for (int i = 0; i < wanted; i++, at++) {
                int index = (int) (at >> 3);
                if (index >= to) {
                    throw Zstd.damaged("the description of a table is cut off");
                }
                value |= (bytes[index] >> (at & 7) & 1) << i;
            }
            return value;
        }

        /** A number below the limit + 1, less one: small ones take a bit less where there is room for that. */
        int share(int limit) throws IOException {
            int bits = Zstd.log2(limit) + 1;
            int threshold = (1 << bits) - 1 - limit;
            int low = read(bits - 1);
            if (low < threshold) {
                return low - 1;
            }
            int value = low | read(1) << (bits - 1);
            return (value >= 1 << (bits - 1) ? value - threshold : value) - 1;
        }

        /** How many more symbols have no share. */
        int zeros() throws IOException {
            int zeros = 0;
            int more = 3;
            while (more == 3 && zeros < SYMBOLS) {
                more = read(2);
                zeros += more;
            }
            return zeros;
        }

        int end() {
            return (int) (at + 7 >> 3);
        }
    }
}
