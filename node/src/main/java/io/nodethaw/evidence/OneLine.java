package io.nodethaw.evidence;

/** Foreign text for a message: on one line, and no longer than a message should be. */
final class OneLine {
    private OneLine() {}

    /** The text without control characters, cut where it is longer. */
    static String of(String text, int most) {
        var line = new StringBuilder();
        for (int i = 0; i < text.length() && i < most; i++) {
            char letter = text.charAt(i);
            line.append(
                    letter < ' ' || letter == 0x7f || letter == '\u2028' || letter == '\u2029' || letter == '\u0085'
                            ? '?'
                            : letter);
        }
        return text.length() <= most ? line.toString() : line + "...";
    }
}
