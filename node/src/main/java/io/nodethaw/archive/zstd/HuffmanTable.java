package io.nodethaw.archive.zstd;

import java.io.IOException;
import java.util.Arrays;

/** The prefix code of literals (RFC 8878, 4.2). */
final class HuffmanTable {
    private static final int BITS_MOST = 11;
    private static final int WEIGHTS_LOG = 6;
    private static final int SYMBOLS = 256;

    private final int log;
    private final byte[] symbols;
    private final byte[] bits;

    private HuffmanTable(int[] weights, int count, int log) {
        this.log = log;
        this.symbols = new byte[1 << log];
        this.bits = new byte[1 << log];
        int at = 0;
        for (int weight = 1; weight <= log; weight++) {
            for (int symbol = 0; symbol < count; symbol++) {
                if (weights[symbol] == weight) {
                    int end = at + (1 << (weight - 1));
                    Arrays.fill(symbols, at, end, (byte) symbol);
                    Arrays.fill(bits, at, end, (byte) (log + 1 - weight));
                    at = end;
                }
            }
        }
    }

    /** A table that was read, and where its description ends. */
    record Read(HuffmanTable table, int end) {}

    static Read read(byte[] bytes, int from, int to) throws IOException {
        if (from >= to) {
            throw Zstd.damaged("literals without their code");
        }
        int header = bytes[from] & 0xff;
        int[] weights = new int[SYMBOLS];
        int direct = header - 127;
        int end = from + 1 + (direct > 0 ? (direct + 1) / 2 : header);
        if (end > to) {
            throw Zstd.damaged("the code of literals is cut off");
        }
        int count = direct > 0 ? direct : compressed(bytes, from + 1, end, weights);
        for (int i = 0; i < direct; i++) {
            int pair = bytes[from + 1 + i / 2] & 0xff;
            weights[i] = i % 2 == 0 ? pair >> 4 : pair & 15;
        }
        return new Read(completed(weights, count), end);
    }

    /** Weights packed with a table of their own, by two states in turn; returns how many. */
    private static int compressed(byte[] bytes, int from, int to, int[] weights) throws IOException {
        var read = FseTable.read(bytes, from, to, WEIGHTS_LOG);
        var table = read.table();
        var in = new BackwardBits(bytes, read.end(), to);
        int[] states = {table.begin(in), table.begin(in)};
        int count = 0;
        while (count < SYMBOLS - 2) {
            int turn = count % 2;
            weights[count++] = table.symbol(states[turn]);
            states[turn] = table.next(states[turn], in);
            if (in.isOver()) {
                weights[count++] = table.symbol(states[1 - turn]);
                return count;
            }
        }
        throw Zstd.damaged("a code with too many symbols");
    }

    /** The last weight is not told: it makes the code complete. */
    private static HuffmanTable completed(int[] weights, int count) throws IOException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > BITS_MOST) {
                throw Zstd.damaged("a code that is too long");
            }
            sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
        }
        if (sum == 0 || count >= SYMBOLS) {
            throw Zstd.damaged("a code without symbols");
        }
        int log = Zstd.log2(sum) + 1;
        int left = (1 << log) - sum;
        if (log > BITS_MOST || Integer.bitCount(left) != 1) {
            throw Zstd.damaged("a code that is not complete");
        }
        weights[count] = Zstd.log2(left) + 1;
        return new HuffmanTable(weights, count + 1, log);
    }

    /** Decodes one stream. */
    void decode(byte[] bytes, int from, int to, byte[] into, int at, int end) throws IOException {
        var in = new BackwardBits(bytes, from, to);
        for (int i = at; i < end; i++) {
            int code = in.peek(log);
            into[i] = symbols[code];
            in.skip(bits[code]);
        }
        if (!in.isAtEnd()) {
            throw Zstd.damaged("literals of another length");
        }
    }
}
