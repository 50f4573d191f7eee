package io.nodethaw.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;

/** Passes a stream through to another reader, and its lines to somebody who looks at them; of a long line only the beginning. */
final class LineTap extends Tap {
    /** The most bytes kept of a line: a line of a log that tells something is shorter. */
    static final int MOST = 16 << 10;

    /** ECMA-48, 8.3.117, select graphic rendition. */
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[\\d;]{0,20}m");

    private final ObjLongConsumer<String> lines;
    private final byte[] line = new byte[MOST];
    private int length;
    private boolean begun;
    private long number = 1;

    LineTap(InputStream in, ObjLongConsumer<String> lines) {
        super(in);
        this.lines = lines;
    }

    /** Nothing: a reader closes it at its end, and whoever opened the file closes that. */
    @Override
    public void close() {}

    /** Reads what is left, and ends the last line. */
    void finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        if (begun) {
            endLine();
        }
    }

    @Override
    protected void take(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                endLine();
            } else {
                begun = true;
                if (next != 0 && length < MOST) { // a text of UTF-16 has a zero byte at each letter
                    line[length++] = next;
                }
            }
        }
    }

    private void endLine() {
        lines.accept(clean(new String(line, 0, length, StandardCharsets.UTF_8)), number);
        length = 0;
        begun = false;
        number++;
    }

    /** Without carriage return, byte order mark and colours, and with the letters that a web page writes as words. */
    static String clean(String line) {
        var text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        text = text.startsWith("\ufeff") ? text.substring(1) : text;
        text = text.indexOf('\u001b') < 0 ? text : COLOURS.matcher(text).replaceAll("");
        return text.indexOf('&') < 0 ? text : letters(text);
    }

    /** The source of a page has these for the letters that HTML uses itself (HTML, 13.1.4); the ampersand is the last to go. */
    private static String letters(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&amp;", "&");
    }
}
