package io.nodethaw.report;

/** Makes foreign texts safe to print: the name of a process may contain terminal escapes or invisible letters. */
final class Printable {
    /** The first of the invisible tags and variation selectors (Unicode, Default_Ignorable_Code_Point of plane 14). */
    private static final int UNSEEN = 0xe0000;

    private static final int UNSEEN_END = 0xe1000;

    private Printable() {}

    /** The text on one line; control characters, direction marks and invisible characters are written as JSON escapes. */
    static String of(String text) {
        return text.codePoints().anyMatch(Printable::isUnsafe) ? escaped(text) : text;
    }

    /** The same, with everything that is not ASCII escaped too. */
    static String ascii(String text) {
        var ascii = new StringBuilder(text.length());
        of(text).codePoints().forEach(point -> {
            if (point < 0x7f) {
                ascii.appendCodePoint(point);
            } else {
                appendJson(ascii, point);
            }
        });
        return ascii.toString();
    }

    /** The text as a JSON string, quotes included. */
    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            if (!isSpelled(point)) {
                quoted.appendCodePoint(point);
            } else {
                appendJson(quoted, point);
            }
        });
        return quoted.append('"').toString();
    }

    /**
     * The text as a double-quoted scalar of YAML 1.2, which has escapes of whole code points (5.7) and no surrogates: half of a
     * pair becomes U+FFFD.
     */
    static String yaml(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            if (!isSpelled(point)) {
                quoted.appendCodePoint(point);
            } else if (Character.isSupplementaryCodePoint(point)) {
                appendHex(quoted.append("\\U"), point, 8);
            } else {
                appendJson(quoted, isSurrogate(point) ? 0xfffd : point);
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isSpelled(int point) {
        return point == '"' || point == '\\' || isUnsafe(point);
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isUnsafe(point)) {
                appendJson(escaped, point);
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    private static void appendJson(StringBuilder out, int point) {
        switch (point) {
            case '"', '\\' -> out.append('\\').append((char) point);
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> {
                for (char unit : Character.toChars(point)) {
                    appendHex(out.append("\\u"), unit, 4);
                }
            }
        }
    }

    private static void appendHex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(Character.forDigit(value >> shift & 0xf, 16));
        }
    }

    /**
     * True for characters that are not printed as they are. Unassigned ones are among them: noncharacters, which YAML does not
     * allow, and letters that no font can show.
     */
    private static boolean isUnsafe(int point) {
        if (point < 0x7f) {
            return point < ' ';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, // never asked for a complete pair
                    Character.UNASSIGNED -> true;
            default -> point >= UNSEEN && point < UNSEEN_END;
        };
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
