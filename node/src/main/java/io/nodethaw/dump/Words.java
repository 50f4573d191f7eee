package io.nodethaw.dump;

/**
 * The words of a line, without what a log puts around them: a JSON string around the line, or further lines in the same
 * message.
 */
final class Words {
    private Words() {}

    /**
     * The words from this position on.
     *
     * @param from where the line begins
     */
    static String of(byte[] line, int from, int place, int to) {
        boolean quoted = isQuoted(line, from, place);
        int end = place;
        while (end < to && OctalEscape.read(line, end, to) < 0 && !(quoted && ends(line, end, to))) {
            end += quoted && line[end] == '\\' && end + 1 < to ? 2 : 1;
        }
        var words = Bytes.text(line, place, Math.min(end, to));
        return quoted ? words.replace("\\\"", "\"").replace("\\\\", "\\") : words;
    }

    /** True when a quoted text begins before the position and has not ended there. */
    private static boolean isQuoted(byte[] line, int from, int place) {
        boolean quoted = false;
        for (int at = from; at < place; at++) {
            if (line[at] == '\\') {
                at++;
            } else if (line[at] == '"') {
                quoted = !quoted;
            }
        }
        return quoted;
    }

    /** Which quote the text around a place began with: that of Python is a single one, if a text has one. */
    static char quote(byte[] line, int from, int place) {
        boolean single = Bytes.find(line, from, place, '"') < 0 && Bytes.find(line, from, place, '\'') >= 0;
        return single ? '\'' : '"';
    }

    private static boolean ends(byte[] line, int at, int to) {
        return line[at] == '"' || EscapedNewline.end(line, at, to) > at;
    }
}
