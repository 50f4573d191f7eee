package io.nodethaw.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * The beginning of a file, by which it is known.
 *
 * @param text its bytes as Latin-1, each a character
 */
public record Head(String text) {
    /** How much is looked at: a dump in a log may come after other lines. */
    public static final int MOST = 64 << 10;

    /** Reads it; nothing is taken from the stream. */
    public static Head of(BufferedInputStream in) throws IOException {
        in.mark(MOST);
        var text = new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1);
        in.reset();
        return new Head(text);
    }

    /** True where it begins as JSON does. */
    public boolean isJson() {
        return text.stripLeading().startsWith("{");
    }

    /** Its first lines, in UTF-8, without a byte order mark. */
    public Stream<String> lines(int most) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .lines()
                .limit(most);
    }
}
