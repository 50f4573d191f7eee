package io.nodethaw.dump;

import java.util.Arrays;

/**
 * The lines of one goroutine as bytes, and where in them its parts are. One is reused for all goroutines of a file, so that
 * a stack seen before costs no memory.
 */
final class RawStack {
    /** The runtime prints a hundred frames at most; crashes of C code and hand-made files more. */
    static final int MOST_ENTRIES = 4_096;

    static final int MOST_BYTES = 1 << 20;

    /** What an entry is. */
    static final int CALL = 0;

    static final int CREATOR = 1;
    static final int NOTE = 2;

    private static final int SPOTS = 7;

    private byte[] bytes = new byte[1 << 14];
    private int used;
    private int[] spots = new int[SPOTS * 128];
    private int entries;
    private boolean full;

    private int dump;
    private long line;
    private long count;
    private final HeaderSpots header = new HeaderSpots();

    void begin(int inDump, long atLine, long howMany) {
        used = 0;
        entries = 0;
        full = false;
        dump = inDump;
        line = atLine;
        count = howMany;
        header.clear();
    }

    /** Copies a line in; where it lies now, -1 when there is no room. */
    int append(byte[] source, int from, int to) {
        int length = to - from;
        if (used + length > MOST_BYTES || entries == MOST_ENTRIES) {
            full = true;
            return -1;
        }
        if (used + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
        }
        System.arraycopy(source, from, bytes, used, length);
        used += length;
        return used - length;
    }

    /** Begins an entry; its arguments end before nameTo + 1 where it has none. */
    void entry(int kind, int nameFrom, int nameTo, int argumentsTo) {
        if ((entries + 1) * SPOTS > spots.length) {
            spots = Arrays.copyOf(spots, spots.length * 2);
        }
        int at = entries++ * SPOTS;
        spots[at] = kind;
        spots[at + 1] = nameFrom;
        spots[at + 2] = nameTo;
        spots[at + 3] = argumentsTo;
        spots[at + 4] = 0;
        spots[at + 5] = 0;
        spots[at + 6] = 0;
    }

    /** Gives the last entry its place in the source. */
    void place(int fileFrom, int lineTo, int tailTo) {
        int at = (entries - 1) * SPOTS;
        spots[at + 4] = fileFrom;
        spots[at + 5] = lineTo;
        spots[at + 6] = tailTo;
    }

    /** Takes the last entry away: it was none. */
    void dropLast() {
        entries--;
    }

    byte[] bytes() {
        return bytes;
    }

    HeaderSpots header() {
        return header;
    }

    /** Which dump of the file it belongs to, from 0. */
    int dump() {
        return dump;
    }

    /** Where its header is in the file. */
    long line() {
        return line;
    }

    /** How many goroutines it stands for: more than one in a profile only. */
    long count() {
        return count;
    }

    int entries() {
        return entries;
    }

    /** Bytes of all its lines. */
    int length() {
        return used;
    }

    boolean isFull() {
        return full;
    }

    int kind(int entry) {
        return spots[entry * SPOTS];
    }

    int nameFrom(int entry) {
        return spots[entry * SPOTS + 1];
    }

    int nameTo(int entry) {
        return spots[entry * SPOTS + 2];
    }

    /** Its arguments begin behind the parenthesis at {@link #nameTo}. */
    int argumentsTo(int entry) {
        return spots[entry * SPOTS + 3];
    }

    boolean hasArguments(int entry) {
        return argumentsTo(entry) > nameTo(entry);
    }

    int fileFrom(int entry) {
        return spots[entry * SPOTS + 4];
    }

    /** Where file and line number end. */
    int lineTo(int entry) {
        return spots[entry * SPOTS + 5];
    }

    /** Where the offset and the registers behind the line number end. */
    int tailTo(int entry) {
        return spots[entry * SPOTS + 6];
    }
}
