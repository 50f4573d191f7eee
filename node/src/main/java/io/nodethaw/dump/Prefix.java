package io.nodethaw.dump;

import java.util.Arrays;

/**
 * What stands before each line of a dump in a journal, a JSON log or a quotation. It is that of the goroutine's header; in
 * the lines that follow digits may differ, and the times in it may be longer or shorter.
 */
final class Prefix {
    /** The line was written by somebody else. */
    static final int FOREIGN = -1;

    /** How much longer it may get in a later line: fractions of seconds lose their last zeros. */
    private static final int STRETCH = 16;

    private static final int MOST = 4096;

    /** A shorter word at its end is found together with the one before. */
    private static final int LEAST_TOKEN = 4;

    private byte[] bytes = new byte[0];
    private int tokenFrom;
    private int tokenTo;
    private boolean escaped;
    private int backslashes;

    /** Takes the range before a header. */
    void set(byte[] line, int from, int to, int escapes) {
        boolean none = to - from > MOST || Utf8.isMark(line, from, to) && to - from == Utf8.MARK_LENGTH;
        bytes = none ? new byte[0] : Arrays.copyOfRange(line, from, to);
        escaped = escapes > 0;
        backslashes = escapes;
        tokenTo = Bytes.trimEnd(bytes, 0, bytes.length);
        tokenFrom = tokenTo;
        while (tokenFrom > 0 && (tokenTo - tokenFrom < LEAST_TOKEN || !separates(bytes[tokenFrom - 1]))) {
            tokenFrom--;
        }
    }

    private static boolean separates(byte letter) {
        return Bytes.isBlank(letter) || letter == ',' || letter == '{';
    }

    /** True when the lines are escaped, each in a text of its own. */
    boolean isEscaped() {
        return escaped;
    }

    /** How many backslashes stand before the n of their newlines. */
    int backslashes() {
        return backslashes;
    }

    /** Where the line begins behind the prefix, or {@link #FOREIGN}. */
    int strip(byte[] line, int from, int to) {
        if (tokenTo == 0) {
            return from;
        }
        int at = 0;
        while (at < bytes.length && from + at < to && alike(at, line[from + at])) {
            at++;
        }
        if (at >= tokenTo) {
            return from + at;
        }
        int indented = Bytes.skipBlanks(line, from, to);
        if (indented == to || indented - from >= bytes.length) {
            return Math.min(from + bytes.length, to); // journalctl indents the later lines of one message
        }
        return afterToken(line, from, to);
    }

    /** Only the end of the prefix has to be the same, digits too: the name and number of who wrote it. */
    private boolean alike(int at, byte letter) {
        return bytes[at] == letter || at < tokenFrom && Bytes.isDigit(bytes[at]) && Bytes.isDigit(letter);
    }

    private int afterToken(byte[] line, int from, int to) {
        var token = Arrays.copyOfRange(bytes, tokenFrom, tokenTo);
        int place = Bytes.find(line, from, Math.min(to, from + bytes.length + STRETCH), token);
        return place < 0 ? FOREIGN : Math.min(to, place + bytes.length - tokenFrom);
    }
}
