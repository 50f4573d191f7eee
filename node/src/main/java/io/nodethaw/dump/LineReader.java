package io.nodethaw.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, one at a time, in a buffer of fixed size. A text that was escaped into a single line (the message of a
 * log, with {@code \n} and {@code \t} spelled out) is split into its original lines.
 */
final class LineReader {
    /** Longer lines are returned in pieces of this length. */
    static final int LONGEST = 1 << 20;

    /** How many bytes must be in the buffer to read one escape: backslashes, a letter, four digits. */
    private static final int LOOK_AHEAD = 64;

    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST];
    private final byte[] unescaped = new byte[LONGEST];
    private int position;
    private int limit;
    private boolean ended;
    private @Nullable IOException failure;

    private byte[] bytes = buffer;
    private int from;
    private int to;
    private long number;
    private boolean newlineRead = true;

    /** The number of backslashes before the n of an escaped newline; 0 in plain text. */
    private int escapes;

    /** What ends the escaped text here. */
    private byte quote = '"';

    /** Control characters are written as octal numbers here: "#012". */
    private boolean octal;

    private boolean toNewline;
    private boolean wanted;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The array that contains the current line, until the next one is read. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Number of the current line in the file, from 1. */
    long number() {
        return number;
    }

    /** True when the current line was escaped into another one. */
    @SuppressWarnings("ReferenceEquality") // compares which of the two buffers it is in
    boolean isUnescaped() {
        return bytes == unescaped;
    }

    /** True when the last line read ended with a newline. */
    boolean isEnded() {
        return newlineRead;
    }

    /** The error that ended the stream too early, if any. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Reads the next line; false when there is none. */
    boolean next() throws IOException {
        if (toNewline && !skipToNewline()) {
            return false;
        }
        return octal ? nextOctal() : escapes > 0 ? nextEscaped() : nextPlain();
    }

    /**
     * Removes colours and the like from the current line (ECMA-48, 5.4: control sequences); the rest is moved to the end of the
     * line.
     */
    void withoutColours() {
        int left = from;
        int at = from;
        while (at < to) {
            int behind = Colours.end(bytes, at, to);
            if (behind == at) {
                bytes[left++] = bytes[at++];
            } else {
                at = behind;
            }
        }
        int length = left - from;
        System.arraycopy(bytes, from, bytes, to - length, length);
        from = to - length;
    }

    /** Reads the current line again from this position, as a text in which rsyslog wrote control characters as octal numbers. */
    void unescapeOctalFrom(int place) {
        position = place;
        octal = true;
        newlineRead = false;
    }

    /**
     * Reads the current line again from this position, as escaped text.
     *
     * @param end the quote that ends the text
     * @param whole the text begins there, so that it is a line even if it is empty
     */
    void unescapeFrom(int place, int backslashes, char end, boolean whole) {
        quote = (byte) end;
        wanted = whole;
        position = place;
        escapes = backslashes;
        newlineRead = false;
    }

    private boolean nextPlain() throws IOException {
        int scanned = 0;
        while (true) {
            int end = Bytes.newline(buffer, position + scanned, limit);
            if (end >= 0) {
                take(buffer, position, end);
                newlineRead = true;
                position = end + 1;
                return true;
            }
            scanned = limit - position;
            if (!fill()) {
                boolean more = limit > position;
                if (more) {
                    take(buffer, position, limit);
                    position = limit;
                }
                return more;
            }
        }
    }

    private void take(byte[] holder, int first, int end) {
        if (newlineRead) {
            number++;
            newlineRead = false;
        }
        bytes = holder;
        from = first;
        to = end;
    }

    /** Reads more bytes after those not yet used; false when there are none or the buffer is full. */
    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (ended || limit == buffer.length) {
            return false;
        }
        int count = read();
        ended = count < 0;
        limit += Math.max(count, 0);
        return count > 0;
    }

    /** Reads from the stream. An error after the first byte counts as its end, so that what was read before is not lost. */
    private int read() throws IOException {
        try {
            return in.read(buffer, limit, buffer.length - limit);
        } catch (IOException e) {
            if (number == 0 && limit == 0) {
                throw e;
            }
            failure = e;
            return -1;
        }
    }

    private boolean nextEscaped() throws IOException {
        int length = 0;
        boolean open = true;
        while (open && length < unescaped.length - LOOK_AHEAD) {
            if (limit - position < LOOK_AHEAD) {
                fillAhead();
            }
            if (position == limit) {
                escapes = 0;
                take(unescaped, 0, length);
                return length > 0;
            }
            byte letter = buffer[position];
            if (letter == '\\') {
                int added = escape(length);
                open = added >= 0;
                length += Math.max(added, 0);
            } else if (letter == quote || letter == '\n') {
                escapes = 0;
                toNewline = true;
                open = false;
            } else {
                unescaped[length++] = letter;
                position++;
            }
        }
        boolean nothing = toNewline && length == 0 && !wanted;
        wanted = false;
        if (nothing) {
            return next();
        }
        take(unescaped, 0, length);
        return true;
    }

    /** The next line of a text that is contained in one line and ends with it. */
    private boolean nextOctal() throws IOException {
        int length = 0;
        boolean open = true;
        while (open && length < unescaped.length - LOOK_AHEAD) {
            if (limit - position < LOOK_AHEAD) {
                fillAhead();
            }
            if (position == limit || buffer[position] == '\n') {
                octal = false;
                toNewline = true;
                open = false;
                continue;
            }
            int control = OctalEscape.read(buffer, position, limit);
            position += control < 0 ? 0 : OctalEscape.LENGTH;
            if (control < 0) {
                unescaped[length++] = buffer[position++];
            } else if (control == '\n') {
                open = false;
            } else if (control != '\r') {
                unescaped[length++] = (byte) control;
            }
        }
        take(unescaped, 0, length);
        return true;
    }

    private void fillAhead() throws IOException {
        while (limit - position < LOOK_AHEAD && fill()) {
            // a stream may return less than was asked for
        }
    }

    /** Reads one escape; how many bytes it stands for, -1 for the end of a line. */
    private int escape(int length) throws IOException {
        int backslashes = Math.min(EscapedNewline.backslashes(buffer, position, limit), LOOK_AHEAD / 2);
        position += backslashes;
        if (position == limit || buffer[position] == '\n') {
            return 0;
        }
        byte letter = buffer[position];
        int plain = backslashes / (2 * escapes); // each text around this one doubled them
        int left = backslashes - plain * 2 * escapes;
        if (letter == quote && left < escapes) { // the text ends within a text that is escaped itself
            escapes = 0;
            toNewline = true;
            return -1;
        }
        position++;
        Arrays.fill(unescaped, length, length + plain, (byte) '\\');
        int meant = left == 0 ? letter(letter, length + plain) : meant(letter, length + plain);
        return meant < 0 ? -1 : plain + meant;
    }

    private int letter(byte letter, int length) {
        unescaped[length] = letter;
        return 1;
    }

    /** What a letter behind backslashes stands for. */
    private int meant(byte letter, int length) throws IOException {
        return switch (letter) {
            case 'n' -> -1;
            case 'r' -> 0;
            case 't' -> letter((byte) '\t', length);
            case 'u' -> numbered(length);
            default -> letter(letter, length);
        };
    }

    private int numbered(int length) throws IOException {
        fillAhead();
        var letter = NumberedLetter.read(buffer, position, limit);
        position = letter.end();
        if (letter.code() == '\n' || letter.code() == '\r') {
            return letter.code() == '\n' ? -1 : 0;
        }
        var bytes = letter.bytes();
        System.arraycopy(bytes, 0, unescaped, length, bytes.length);
        return bytes.length;
    }

    private boolean skipToNewline() throws IOException {
        while (true) {
            int end = Bytes.newline(buffer, position, limit);
            if (end >= 0) {
                position = end + 1;
                newlineRead = true;
                toNewline = false;
                return true;
            }
            position = limit;
            if (!fill()) {
                return false;
            }
        }
    }
}
