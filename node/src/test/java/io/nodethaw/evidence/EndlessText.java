package io.nodethaw.evidence;

import java.io.Reader;

/** A text that begins with one text and then repeats another one for ever. */
final class EndlessText extends Reader {
    private final String start;
    private final String more;
    private long at;

    EndlessText(String start, String more) {
        this.start = start;
        this.more = more;
    }

    @Override
    public int read(char[] into, int from, int length) {
        for (int i = 0; i < length; i++, at++) {
            into[from + i] = at < start.length()
                    ? start.charAt((int) at)
                    : more.charAt((int) ((at - start.length()) % more.length()));
        }
        return length;
    }

    @Override
    public void close() {
        // there is nothing to close
    }
}
