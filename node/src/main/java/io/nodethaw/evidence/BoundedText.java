package io.nodethaw.evidence;

import java.io.IOException;
import java.io.Reader;

/**
 * Reads the text of a file that anybody may have made. It fails when the text is longer than evidence of a node can be, or when
 * it contains a single string that would fill the memory of this program.
 */
final class BoundedText extends Reader {
    /** The longest text: four times that of 30,000 processes with half a million open files; more would not fit into our heap. */
    static final long MOST = 256L << 20;

    /** The longest string: in practice a dump of many goroutines, which has some megabytes. */
    static final int LONGEST_TEXT = 16 << 20;

    private final Reader in;
    private long left = MOST;
    private int text = -1;
    private boolean escaped;

    BoundedText(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        int got = in.read(into, from, length);
        left -= Math.max(0, got);
        if (left < 0) {
            throw new TooLargeException("more than " + (MOST >> 20) + " MiB");
        }
        for (int i = from; i < from + got; i++) {
            follow(into[i]);
        }
        return got;
    }

    /**
     * Counts the characters from one quotation mark to the next. Text that is not JSON may be counted wrongly, but it is
     * refused anyway.
     */
    private void follow(char letter) throws IOException {
        if (text < 0) {
            text = letter == '"' ? 0 : -1;
        } else if (escaped) {
            escaped = false;
        } else if (letter == '\\') {
            escaped = true;
        } else if (letter == '"') {
            text = -1;
        }
        if (text >= 0 && ++text > LONGEST_TEXT) {
            throw new TooLargeException("a text of more than " + (LONGEST_TEXT >> 20) + " MiB");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
