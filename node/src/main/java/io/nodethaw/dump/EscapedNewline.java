package io.nodethaw.dump;

/**
 * A newline in a text that was escaped: {@code \n}, after {@code \r} when the program wrote to a terminal, or
 * {@code \}{@code u000a} (RFC 8259, 7). When that text was escaped again, the backslashes are doubled each time.
 */
final class EscapedNewline {
    private static final int DIGITS = 4;

    private EscapedNewline() {}

    /** The number of backslashes from this position on. */
    static int backslashes(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] == '\\') {
            at++;
        }
        return at - from;
    }

    /** The position after the newline that begins here; the same position when none does. */
    static int end(byte[] line, int from, int to) {
        int newline = behind(line, from, to, 'r', '\r');
        int end = behind(line, newline, to, 'n', '\n');
        return end == newline ? from : end;
    }

    private static int behind(byte[] line, int from, int to, char letter, char code) {
        int at = from + backslashes(line, from, to);
        if (at == from || at == to) {
            return from;
        }
        if (line[at] == letter) {
            return at + 1;
        }
        boolean numbered =
                line[at] == 'u' && at + DIGITS < to && Bytes.hexadecimal(line, at + 1, at + 1 + DIGITS) == code;
        return numbered ? at + 1 + DIGITS : from;
    }
}
