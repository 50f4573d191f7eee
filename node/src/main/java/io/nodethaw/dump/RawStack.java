package io.nodethaw.dump;

import java.util.Arrays;

/**
 * The lines of one goroutine as bytes, with the positions of its parts. One object is reused for all goroutines of a file, so
 * that a stack seen before costs no memory.
 */
final class RawStack {
    /** The most entries. The runtime prints at most a hundred frames; crashes of C code and hand-made files may have more. */
    static final int MOST_ENTRIES = 4_096;

    static final int MOST_BYTES = 1 << 20;

    /** The kinds of entries: a called function, the function that created the goroutine, and a line in place of frames. */
    static final int CALL = 0;

    static final int CREATOR = 1;
    static final int NOTE = 2;

    /** What is kept for each entry: its kind, then the positions of its name, arguments, file, line and the rest. */
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

    /** Copies a line into the stack; returns its position there, or -1 when there is no room. */
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

    /** Begins an entry. When it has no arguments, argumentsTo is less than nameTo + 1. */
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

    /** Sets the place of the last entry in the source. */
    void place(int fileFrom, int lineTo, int tailTo) {
        int at = (entries - 1) * SPOTS;
        spots[at + 4] = fileFrom;
        spots[at + 5] = lineTo;
        spots[at + 6] = tailTo;
    }

    /** Removes the last entry, after later lines have shown that it was not one. */
    void dropLast() {
        entries--;
    }

    byte[] bytes() {
        return bytes;
    }

    HeaderSpots header() {
        return header;
    }

    /** Index of its dump in the file, from 0. */
    int dump() {
        return dump;
    }

    /** The line of its header in the file. */
    long line() {
        return line;
    }

    /** How many goroutines it stands for: more than one only in a profile. */
    long count() {
        return count;
    }

    int entries() {
        return entries;
    }

    /** Number of bytes of all its lines. */
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

    /** The end of its arguments, which begin after the parenthesis at {@link #nameTo}. */
    int argumentsTo(int entry) {
        return spots[entry * SPOTS + 3];
    }

    boolean hasArguments(int entry) {
        return argumentsTo(entry) > nameTo(entry);
    }

    int fileFrom(int entry) {
        return spots[entry * SPOTS + 4];
    }

    /** The end of file and line number. */
    int lineTo(int entry) {
        return spots[entry * SPOTS + 5];
    }

    /** The end of the offset and registers, which follow the line number. */
    int tailTo(int entry) {
        return spots[entry * SPOTS + 6];
    }
}
