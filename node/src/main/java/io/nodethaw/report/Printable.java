package io.nodethaw.report;

/** Makes foreign texts safe to print: a process may name itself with terminal escapes. */
final class Printable {
    private Printable() {}

    /** The text on one line, control and direction characters as escapes of JSON. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    /** The text as a JSON string, quotes included; also a double-quoted YAML scalar. */
    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else {
                append(quoted, text, i);
            }
        }
        return quoted.append('"').toString();
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            append(escaped, text, i);
        }
        return escaped.toString();
    }

    private static void append(StringBuilder out, String text, int i) {
        char letter = text.charAt(i);
        if (!isUnsafe(text, i)) {
            out.append(letter);
        } else if (letter == '\n') {
            out.append("\\n");
        } else if (letter == '\t') {
            out.append("\\t");
        } else {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(letter >> shift & 0xf, 16));
            }
        }
    }

    private static boolean isUnsafe(String text, int i) {
        char letter = text.charAt(i);
        if (letter < 0x7f) {
            return letter < ' ';
        }
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE -> !isPaired(text, i);
            default -> false;
        };
    }

    private static boolean isPaired(String text, int i) {
        if (Character.isHighSurrogate(text.charAt(i))) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
