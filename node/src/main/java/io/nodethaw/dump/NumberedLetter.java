package io.nodethaw.dump;

/**
 * A letter that is written as its number in UTF-16, as JSON allows (RFC 8259, 7). Programs write {@code <}, {@code >} and
 * {@code &} in this way, and some programs everything that is not ASCII.
 *
 * @param code its number in Unicode; -1 when there is none
 * @param end the position after it
 */
record NumberedLetter(int code, int end) {
    /** Hexadecimal digits of one number. */
    private static final int DIGITS = 4;

    /** Reads what follows the u; a letter beyond the first 65,536 is written as two halves, each with its own number. */
    static NumberedLetter read(byte[] bytes, int from, int to) {
        int first = unit(bytes, from, to);
        if (first < 0) {
            return new NumberedLetter(-1, from);
        }
        int behind = from + DIGITS;
        if (!Character.isSurrogate((char) first)) {
            return new NumberedLetter(first, behind);
        }
        int next = behind + EscapedNewline.backslashes(bytes, behind, to);
        int second = next > behind && next < to && bytes[next] == 'u' ? unit(bytes, next + 1, to) : -1;
        return second >= 0 && Character.isSurrogatePair((char) first, (char) second)
                ? new NumberedLetter(Character.toCodePoint((char) first, (char) second), next + 1 + DIGITS)
                : new NumberedLetter(-1, behind);
    }

    private static int unit(byte[] bytes, int from, int to) {
        return to - from < DIGITS ? -1 : (int) Bytes.hexadecimal(bytes, from, from + DIGITS);
    }

    /** The letter in UTF-8; a question mark when there is none. */
    byte[] bytes() {
        return Bytes.of(code < 0 ? "?" : Character.toString(code));
    }
}
