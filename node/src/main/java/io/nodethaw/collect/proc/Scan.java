package io.nodethaw.collect.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads words and numbers from the bytes of a kernel text, line by line. It leaves the current line only when {@link
 * #nextLine()} is called. It uses no regular expressions, because thousands of files are read in a cold JVM.
 */
public final class Scan {
    private final byte[] bytes;
    private final int end;
    private int at;

    /** Scans the first {@code length} bytes. */
    public Scan(byte[] bytes, int length) {
        this.bytes = bytes;
        this.end = length;
    }

    /** Scans all bytes. */
    public Scan(byte[] bytes) {
        this(bytes, bytes.length);
    }

    /** True when no byte is left. */
    public boolean atEnd() {
        return at >= end;
    }

    /** Goes to the start of the next line; false when there is none. */
    public boolean nextLine() {
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        at = Math.min(at + 1, end);
        return at < end;
    }

    /** Goes to just after the last such byte of the whole text; false, without moving, when there is none. */
    public boolean seekPastLast(char wanted) {
        for (int i = end - 1; i >= at; i--) {
            if (bytes[i] == wanted) {
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    /** Goes forward to where this many lines are left; stays when there are fewer. */
    public void seekLastLines(int count) {
        int lines = 0;
        for (int i = end - 2; i > at; i--) { // the newline at the very end begins no line
            if (bytes[i] == '\n' && ++lines == count) {
                at = i;
                return;
            }
        }
    }

    /** Skips blanks (space and tab), then this text if it comes next. */
    public boolean skip(String expected) {
        skipBlanks();
        int length = expected.length();
        if (at + length > end) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    /** The next word of this line; empty at its end. */
    public String word() {
        skipBlanks();
        int start = at;
        while (at < end && !isBlank(bytes[at]) && bytes[at] != '\n') {
            at++;
        }
        return new String(bytes, start, at - start, ISO_8859_1);
    }

    /** Skips this many words of this line. */
    public void skipWords(int count) {
        for (int i = 0; i < count; i++) {
            skipBlanks();
            while (at < end && !isBlank(bytes[at]) && bytes[at] != '\n') {
                at++;
            }
        }
    }

    /** The rest of this line, without leading blanks. */
    public String rest() {
        skipBlanks();
        int start = at;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return new String(bytes, start, at - start, UTF_8);
    }

    /** True when only blanks are left of this line. */
    public boolean atLineEnd() {
        skipBlanks();
        return at >= end || bytes[at] == '\n';
    }

    /** The next decimal number, with or without a sign. Values past 63 bits wrap, as unsigned ones of the kernel do. */
    public long number() throws MalformedTextException {
        skipBlanks();
        boolean negative = at < end && bytes[at] == '-';
        int start = negative ? at + 1 : at;
        int i = start;
        long value = 0;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            value = value * 10 + (bytes[i++] - '0');
        }
        if (i == start) {
            throw expected("a number");
        }
        at = i;
        return negative ? -value : value;
    }

    /** The next number that fits an int: a pid, a descriptor. */
    public int integer() throws MalformedTextException {
        long value = number();
        if (value != (int) value) {
            throw expected("a number of 32 bits before");
        }
        return (int) value;
    }

    /** The next number in another base, unsigned, without a prefix. */
    public long number(int radix) throws MalformedTextException {
        skipBlanks();
        int start = at;
        long value = 0;
        int digit;
        while (at < end && (digit = Character.digit((char) (bytes[at] & 0xff), radix)) >= 0) {
            value = value * radix + digit;
            at++;
        }
        if (at == start) {
            throw expected("a number of base " + radix);
        }
        return value;
    }

    /** The next number with a decimal point. */
    public double decimal() throws MalformedTextException {
        var word = word();
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw expected("a decimal number instead of '" + word + "' before");
        }
    }

    /** The next byte of this line, blank or not; a newline at its end. */
    public char character() {
        return at < end && bytes[at] != '\n' ? (char) (bytes[at++] & 0xff) : '\n';
    }

    /** How many bytes the text has. */
    int length() {
        return end;
    }

    /** Text from one position to another. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, UTF_8);
    }

    int position() {
        return at;
    }

    /** The exception to throw when something else was expected here; shows what was found. */
    public MalformedTextException expected(String what) {
        int to = Math.min(end, at + 40);
        return new MalformedTextException(what + " expected at byte " + at + ", found '"
                + new String(bytes, Math.min(at, to), Math.max(0, to - at), ISO_8859_1) + "'");
    }

    private void skipBlanks() {
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t';
    }
}
