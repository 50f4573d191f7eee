package io.nodethaw.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * The beginning of a file, by which its kind is recognised.
 *
 * @param text its bytes as Latin-1: one character for each byte
 */
public record Head(String text) {
    /** How many bytes are looked at: a dump in a log may come after other lines. */
    public static final int MOST = 64 << 10;

    /** Reads the beginning; the stream is then where it was. */
    public static Head of(BufferedInputStream in) throws IOException {
        in.mark(MOST);
        var text = new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1);
        in.reset();
        return new Head(text);
    }

    /** True when it begins as JSON does. */
    public boolean isJson() {
        return text.stripLeading().startsWith("{");
    }

    /** True for a text that is no JSON: it has no zero byte. */
    public boolean isText() {
        return !isJson() && text.indexOf('\0') < 0;
    }

    /** Its first lines, in UTF-8, without a byte order mark. */
    public Stream<String> lines(int most) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .lines()
                .limit(most);
    }
}
