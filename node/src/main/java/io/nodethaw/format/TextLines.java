package io.nodethaw.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of a text that people may have copied or edited: without byte order mark, carriage returns and colours, and of
 * limited length.
 */
public final class TextLines {
    /** The most characters kept of a line. */
    private static final int MOST = 16 << 10;

    /** ECMA-48, 8.3.117, select graphic rendition. */
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[\\d;]{0,20}m");

    private static final String MARK = "\ufeff";

    private final InputStream in;
    private final byte[] line = new byte[MOST];
    private long number;

    public TextLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line; empty at the end. */
    public Optional<String> next() throws IOException {
        int length = 0;
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (length < MOST) {
                line[length++] = (byte) next;
            }
            next = in.read();
        }
        number++;
        var text = new String(line, 0, length, StandardCharsets.UTF_8);
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        text = text.startsWith(MARK) ? text.substring(1) : text;
        return Optional.of(
                text.indexOf('\u001b') < 0 ? text : COLOURS.matcher(text).replaceAll(""));
    }

    /** Number of the last line that was returned, from 1. */
    public long number() {
        return number;
    }
}
