package io.nodethaw.dump;

/** Recognises colours and other control sequences (ECMA-48, 5.4): ESC, a bracket, parameters, and a final byte. */
final class Colours {
    private static final byte ESCAPE = 0x1b;

    private Colours() {}

    static boolean has(byte[] bytes, int from, int to) {
        return Bytes.find(bytes, from, to, (char) ESCAPE) >= 0;
    }

    /** The position after the sequence that begins here; the same position when none does. */
    static int end(byte[] bytes, int from, int to) {
        if (to - from < 2 || bytes[from] != ESCAPE || bytes[from + 1] != '[') {
            return from;
        }
        int at = from + 2;
        while (at < to && bytes[at] >= 0x20 && bytes[at] < 0x40) {
            at++;
        }
        return at < to && bytes[at] >= 0x40 && bytes[at] < 0x7f ? at + 1 : from;
    }
}
