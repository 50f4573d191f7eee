package io.nodethaw.dump;

import java.util.Arrays;

/** Gives each byte string a number, in the order in which they first occur. A string seen before costs no memory. */
final class NumberedTexts {
    /** Returned when the table is full and does not contain the text. */
    static final int FULL = -1;

    private final int mostBytes;
    private byte[] arena = new byte[1 << 12];
    private int[] ends = new int[64];
    private long[] hashes = new long[64];
    private String[] strings = new String[64];
    private int[] slots = new int[256];
    private int size;

    /** A table for at most this many bytes. */
    NumberedTexts(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The number of a text; a new one for a new text. */
    int number(byte[] bytes, int from, int to) {
        long hash = Bytes.hash(bytes, from, to);
        int slot = (int) (hash >>> 20) & slots.length - 1;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(arena, start(number), ends[number], bytes, from, to)) {
                return number;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return add(bytes, from, to, hash, slot);
    }

    /** The text with this number; it is made once. */
    String text(int number) {
        if (strings[number].isEmpty()) {
            strings[number] = Bytes.text(arena, start(number), ends[number]);
        }
        return strings[number];
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    private int add(byte[] bytes, int from, int to, long hash, int slot) {
        int start = size == 0 ? 0 : ends[size - 1];
        int end = start + to - from;
        if (end > mostBytes || size == mostBytes / Long.BYTES) {
            return FULL;
        }
        if (end > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(end, Math.min(arena.length * 2, mostBytes)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
            strings = Arrays.copyOf(strings, size * 2);
        }
        System.arraycopy(bytes, from, arena, start, to - from);
        ends[size] = end;
        hashes[size] = hash;
        strings[size] = "";
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = (int) (hashes[number] >>> 20) & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }
}
