package io.nodethaw.report;

/** Makes foreign texts safe to print: a process may name itself with terminal escapes, or with letters that nobody sees. */
final class Printable {
    /** Tags and variation selectors without a shape of their own (Unicode, Default_Ignorable_Code_Point of plane 14). */
    private static final int UNSEEN = 0xe0000;

    private static final int UNSEEN_END = 0xe1000;

    private Printable() {}

    /** The text on one line; controls, directions and what has no shape as escapes of JSON. */
    static String of(String text) {
        return text.codePoints().anyMatch(Printable::isUnsafe) ? escaped(text) : text;
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

    /** Unassigned ones are among them: noncharacters, which no YAML may hold, and letters that no font here can show. */
    private static boolean isUnsafe(int point) {
        if (point < 0x7f) {
            return point < ' ';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, // of a pair this is not asked
                    Character.UNASSIGNED -> true;
            default -> point >= UNSEEN && point < UNSEEN_END;
        };
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
