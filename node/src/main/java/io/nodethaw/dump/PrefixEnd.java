package io.nodethaw.dump;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The last word of what stands before the lines of a dump. Most often it says who wrote the line, and is the same before each.
 *
 * @param from where it begins
 * @param to where it ends, without the blanks behind it
 */
record PrefixEnd(Kind kind, int from, int to) {
    static final PrefixEnd NONE = new PrefixEnd(Kind.NAME, 0, 0);

    /** A shorter word is found together with the one before. */
    private static final int LEAST = 4;

    /** No time is longer. */
    private static final int TIME_MOST = 48;

    /** A moment, with its zone: "21:55:03,123]", "2026-11-28T21:55:03.123Z"; seconds since the start, alone: "[   12.345678]"; or a number of the message: "sequenceId="7"]". */
    private static final Pattern TIME = Pattern.compile(
            "(?:^|\\s)([\\[(]?[-0-9T/.]*(?<!\\d)\\d{1,2}:\\d\\d(?::\\d\\d)?([.,]\\d+)?( ?[AP]M)?( ?(Z|UTC|[-+]\\d\\d:?\\d\\d))?[\\])]?[:,;|]?|\\w+=\"\\d+\"\\]|^\\[ *\\d+\\.\\d+\\]:?)$");

    /** The number of the line, behind the name of its file or alone, as grep -n, cat -n and editors have it; or seconds of 1970. */
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\S+:)?\\d+(\\.\\d+)?[:.,|)-]?");

    /** What may differ before another line of the same dump. */
    enum Kind {
        /** Nothing: it is a name, or has one in it. */
        NAME,
        /** The time, or a number that is counted up. */
        TIME,
        /** The number of the line; it is all that stands before it. */
        NUMBER,
        /** The sign behind the name of a file: grep puts a colon before lines that it looked for, and a dash before those around. */
        FILE;

        boolean changes() {
            return this == TIME || this == NUMBER;
        }
    }

    static PrefixEnd of(byte[] prefix) {
        int to = Bytes.trimEnd(prefix, 0, prefix.length);
        if (to == 0) {
            return NONE;
        }
        int tail = Math.max(0, to - TIME_MOST);
        var time = TIME.matcher(new String(prefix, tail, to - tail, StandardCharsets.ISO_8859_1)); // a letter a byte
        return time.find() ? new PrefixEnd(Kind.TIME, tail + time.start(1), to) : named(prefix, to);
    }

    private static PrefixEnd named(byte[] prefix, int to) {
        int from = to;
        while (from > 0 && (to - from < LEAST || !separates(prefix[from - 1]))) {
            from--;
        }
        boolean alone = Bytes.skipBlanks(prefix, 0, to) >= from;
        if (alone && NUMBER.matcher(Bytes.text(prefix, 0, to)).matches()) {
            return new PrefixEnd(Kind.NUMBER, from, to);
        }
        return new PrefixEnd(alone && prefix[to - 1] == ':' ? Kind.FILE : Kind.NAME, from, to);
    }

    private static boolean separates(byte letter) {
        return Bytes.isBlank(letter) || letter == ',' || letter == '{';
    }

    /**
     * Where it ends in a line in which it begins at that place, or -1.
     *
     * @param prefix that it is the end of
     */
    int behind(byte[] prefix, byte[] line, int place, int to) {
        int at = place;
        int own = from;
        if (kind == Kind.NUMBER) {
            at = Bytes.skipBlanks(line, place, to);
            own = Bytes.skipBlanks(prefix, from, this.to);
        }
        while (own < this.to && at < to) {
            if (kind.changes() && Bytes.isDigit(prefix[own]) && Bytes.isDigit(line[at])) {
                own = digitsEnd(prefix, own, this.to);
                at = digitsEnd(line, at, to);
            } else if (prefix[own] == line[at] || isDash(prefix[own], line[at])) {
                own++;
                at++;
            } else {
                return -1;
            }
        }
        return own == this.to ? at : -1;
    }

    /** True for a number that may have one digit more in a later line. */
    boolean endsInDigit(byte[] prefix) {
        return kind.changes() && Bytes.isDigit(prefix[to - 1]);
    }

    private boolean isDash(byte own, byte other) {
        return (kind == Kind.NUMBER || kind == Kind.FILE) && own == ':' && other == '-';
    }

    private static int digitsEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Bytes.isDigit(bytes[at])) {
            at++;
        }
        return at;
    }
}
