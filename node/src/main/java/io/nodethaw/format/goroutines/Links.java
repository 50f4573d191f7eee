package io.nodethaw.format.goroutines;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Links that a web page makes of what looks like an address: the path of a package is one. The address repeats the text, also its
 * parentheses, so that only the text tells where the link ends.
 */
final class Links {
    private static final String MIDDLE = "](http";
    private static final int HEX = 16;

    /** A link of a page, and the address that mail puts behind its text. No frame has any of these. */
    private static final Pattern TAGS = Pattern.compile("<a [^<>]{1,400}>|</a>| ?<https?://[^<>\\s]{1,300}>");

    private Links() {}

    /** A line with the texts of such links in place of the links. */
    static String withoutTheirOwn(String whole) {
        var line = whole.contains("</a>") || whole.contains("<http")
                ? TAGS.matcher(whole).replaceAll("")
                : whole;
        int middle = line.indexOf(MIDDLE);
        if (middle < 0) {
            return line;
        }
        var text = new StringBuilder();
        int from = 0;
        while (middle >= 0) {
            int begin = line.lastIndexOf('[', middle - 1);
            int end = begin < from ? -1 : end(line, begin + 1, middle);
            if (end >= 0) {
                text.append(line, from, begin).append(line, begin + 1, middle);
                from = end;
            }
            middle = line.indexOf(MIDDLE, Math.max(middle + 1, from));
        }
        return text.append(line, from, line.length()).toString();
    }

    /** The place behind a link whose address is its text; -1 where it is another one. */
    private static int end(String line, int begin, int middle) {
        int at = line.indexOf("://", middle) + "://".length();
        for (int i = begin; i < middle; i++) {
            int coded = coded(line, at);
            char letter = coded < 0 ? letter(line, at) : (char) coded;
            if (letter != line.charAt(i)) {
                return -1;
            }
            at += coded < 0 ? 1 : 3;
        }
        return letter(line, at) == ')' ? at + 1 : -1;
    }

    /** The letter that "%7B" stands for; -1 where there is none. */
    private static int coded(String line, int at) {
        if (letter(line, at) != '%' || at + 2 >= line.length()) {
            return -1;
        }
        var hex = line.substring(at + 1, at + 3).toLowerCase(Locale.ROOT);
        return hex.matches("[0-9a-f]{2}") ? Integer.parseInt(hex, HEX) : -1;
    }

    private static char letter(String line, int at) {
        return at < line.length() ? line.charAt(at) : '\0';
    }
}
