package io.nodethaw.dump;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Searching and hashing ranges of bytes, eight at a time where it counts. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long NEWLINES = ONES * '\n';
    private static final byte[] NO_BREAK_SPACE = of("\u00a0");
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The position of the first newline, or -1. */
    static int newline(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long differs = (long) LONGS.get(bytes, at) ^ NEWLINES;
            long zeros = (differs - ONES) & ~differs & HIGH_BITS; // the high bit of each byte that was a newline
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** A hash of the range that depends on each of its bytes. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = (to - from) * MIX;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 8 | bytes[at] & 0xff;
        }
        return mixed(hash ^ rest);
    }

    private static long mixed(long value) {
        long product = value * MIX;
        return product ^ product >>> 32;
    }

    /** The position where the text first begins, or -1. */
    static int find(byte[] bytes, int from, int to, byte[] text) {
        byte first = text[0];
        for (int at = from; at <= to - text.length; at++) {
            if (bytes[at] == first && startsWith(bytes, at, to, text)) {
                return at;
            }
        }
        return -1;
    }

    /** The position of the first such letter, or -1. */
    static int find(byte[] bytes, int from, int to, char letter) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == letter) {
                return at;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean endsWith(byte[] bytes, int from, int to, byte[] text) {
        return to - from >= text.length && startsWith(bytes, to - text.length, to, text);
    }

    /** The decimal number that fills the range, or -1 when something else is in it or it is too large. */
    static long number(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            if (!isDigit(bytes[at])) {
                return -1;
            }
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    /** The hexadecimal number that fills the range, or -1 when something else is in it or it is too large. */
    static long hexadecimal(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 15) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    /** True for one of ASCII's. */
    static boolean isLetter(byte letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
    }

    static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r';
    }

    /** The first place that is not blank; a text copied from a page may have blanks there at which no line is broken. */
    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (isBlank(bytes[at])) {
                at++;
            } else if (startsWith(bytes, at, to, NO_BREAK_SPACE)) {
                at += NO_BREAK_SPACE.length;
            } else {
                return at;
            }
        }
        return at;
    }

    /** The end of the range without trailing blanks. */
    static int trimEnd(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }
}
