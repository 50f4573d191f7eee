package io.nodethaw.dump;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The text before each line of a dump in a journal, a JSON log or a quotation. It is taken from the line of the goroutine's
 * header; in the lines that follow, digits may differ, and times may be longer or shorter.
 */
final class Prefix {
    /** Returned when the line was written by another program. */
    static final int FOREIGN = -1;

    /** How much longer it may be in a later line: trailing zeros of fractions of seconds are omitted. */
    private static final int STRETCH = 16;

    private static final int MOST = 4096;

    private static final Pattern WRITER = Pattern.compile("[^\\[\\s]+\\[\\d+\\]:?");

    private byte[] bytes = new byte[0];
    private PrefixEnd end = PrefixEnd.NONE;
    private boolean escaped;
    private int backslashes;

    /** Takes the range before a header. */
    void set(byte[] line, int from, int to, int escapes) {
        bytes = to - from > MOST ? new byte[0] : Arrays.copyOfRange(line, from, to);
        end = PrefixEnd.of(bytes);
        escaped = escapes > 0;
        backslashes = escapes;
    }

    /** Nothing stands before the lines from here on. */
    void clear() {
        set(bytes, 0, 0, 0);
    }

    /** Who wrote the lines, as journals and syslog have it: "dockerd[731]:"; empty where that is not told. */
    String writer() {
        if (bytes.length == 0) {
            return "";
        }
        var name = Bytes.text(bytes, end.from(), end.to());
        return WRITER.matcher(name).matches() ? name : "";
    }

    /** True for a line that begins as these do. */
    boolean beginsLike(byte first) {
        return bytes.length > 0 && bytes[0] == first;
    }

    /** True when the lines are escaped, each in a text of its own. */
    boolean isEscaped() {
        return escaped;
    }

    /** The number of backslashes before the n of their newlines. */
    int backslashes() {
        return backslashes;
    }

    /** The position in the line after the prefix, or {@link #FOREIGN}. */
    int strip(byte[] line, int from, int to) {
        if (end.to() == 0) {
            return from;
        }
        int at = 0;
        while (at < bytes.length && from + at < to && alike(at, line[from + at])) {
            at++;
        }
        if (at >= end.to() && !(end.endsInDigit(bytes) && from + at < to && Bytes.isDigit(line[from + at]))) {
            return from + at;
        }
        int indented = Bytes.skipBlanks(line, from, to);
        if (indented == to || indented - from >= bytes.length) {
            return Math.min(from + bytes.length, to); // journalctl indents the later lines of one message
        }
        return behindEnd(line, from, to);
    }

    private boolean alike(int at, byte letter) {
        return bytes[at] == letter
                || Bytes.isDigit(bytes[at])
                        && Bytes.isDigit(letter)
                        && (at < end.from() || end.kind().changes());
    }

    /** Only its end has to be the same: the name and number of who wrote it. */
    private int behindEnd(byte[] line, int from, int to) {
        int last = end.kind() == PrefixEnd.Kind.NUMBER ? from : Math.min(to, from + bytes.length + STRETCH);
        for (int place = from; place <= last; place++) {
            int behind = end.behind(bytes, line, place, to);
            if (behind >= 0) {
                return Math.min(to, behind + bytes.length - end.to());
            }
        }
        return FOREIGN;
    }
}
