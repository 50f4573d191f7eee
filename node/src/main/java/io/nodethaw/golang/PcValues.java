package io.nodethaw.golang;

import java.io.IOException;
import java.util.Arrays;

/**
 * A value for each program counter of one function, from a pc-value table: pairs of varints, a zigzag difference of the
 * value and a difference of the program counter in units of the smallest instruction; it starts at -1 and ends at a
 * difference of 0 that is not the first (runtime/symtab.go, step).
 */
final class PcValues {
    /** Most ranges (our own limit): functions of some 100 KiB of code have some thousand. */
    private static final int MOST = 1 << 18;

    /** The values of a function without a table. */
    static final PcValues NONE = new PcValues(new int[0], new int[0]);

    private final int[] ends;
    private final int[] values;

    private PcValues(int[] ends, int[] values) {
        this.ends = ends;
        this.values = values;
    }

    /** The value at an offset from the function's entry; -1 when the table says nothing. */
    int at(long offset) {
        if (offset < 0 || offset > Integer.MAX_VALUE) {
            return -1;
        }
        int found = Arrays.binarySearch(ends, (int) offset + 1);
        int range = found >= 0 ? found : -found - 1;
        return range < values.length ? values[range] : -1;
    }

    static PcValues read(Pages pages, long table, int quantum) throws IOException {
        return new Reader(pages, table).read(quantum);
    }

    private static final class Reader {
        private final Varints numbers;
        private int count;
        private int[] ends = new int[16];
        private int[] values = new int[16];

        Reader(Pages pages, long table) {
            this.numbers = new Varints(pages, table);
        }

        PcValues read(int quantum) throws IOException {
            int value = -1;
            long pc = 0;
            for (boolean first = true; ; first = false) {
                int difference = numbers.next();
                if (difference == 0 && !first) {
                    return new PcValues(Arrays.copyOf(ends, count), Arrays.copyOf(values, count));
                }
                value += difference >>> 1 ^ -(difference & 1);
                pc += Integer.toUnsignedLong(numbers.next()) * quantum;
                add(pc, value);
            }
        }

        private void add(long pc, int value) throws IOException {
            if (count == MOST || pc > Integer.MAX_VALUE) {
                throw new IOException("a pc-value table without end at 0x" + Long.toHexString(numbers.at()));
            }
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            ends[count] = (int) pc;
            values[count++] = value;
        }
    }
}
