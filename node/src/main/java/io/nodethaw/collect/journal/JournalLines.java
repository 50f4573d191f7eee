package io.nodethaw.collect.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** The lines of a text, in bounded memory: a line that is too long is passed over, and never held as a whole. */
final class JournalLines {
    private final Reader in;
    private final int longest;
    private final StringBuilder line = new StringBuilder();

    /** @param longest the most characters of a line that is returned */
    JournalLines(Reader in, int longest) {
        this.in = new BufferedReader(in);
        this.longest = longest;
    }

    /** The next line that is not too long; empty at the end. */
    Optional<String> next() throws IOException {
        while (true) {
            line.setLength(0);
            long length = 0;
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            while (next >= 0 && next != '\n') {
                if (++length <= longest) {
                    line.append((char) next);
                }
                next = in.read();
            }
            if (length <= longest) {
                return Optional.of(line.toString());
            }
        }
    }
}
