package io.nodethaw.dump;

/**
 * Reads a control character as rsyslog writes it by default: "#012" is a newline (rsyslog.conf,
 * escapeControlCharactersOnReceive).
 */
final class OctalEscape {
    static final int LENGTH = 4;

    private static final int LARGEST = 0x1f;

    private OctalEscape() {}

    /** The character that is written at this position, or -1. */
    static int read(byte[] bytes, int from, int to) {
        if (to - from < LENGTH || bytes[from] != '#') {
            return -1;
        }
        int value = 0;
        for (int at = from + 1; at < from + LENGTH; at++) {
            if (bytes[at] < '0' || bytes[at] > '7') {
                return -1;
            }
            value = value << 3 | bytes[at] - '0';
        }
        return value <= LARGEST ? value : -1;
    }

    /**
     * The position after the newline that is written here, with or without a carriage return before it; the same position when
     * there is none.
     */
    static int newline(byte[] bytes, int from, int to) {
        int at = read(bytes, from, to) == '\r' ? from + LENGTH : from;
        return read(bytes, at, to) == '\n' ? at + LENGTH : from;
    }
}
