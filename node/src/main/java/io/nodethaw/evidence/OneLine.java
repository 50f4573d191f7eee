package io.nodethaw.evidence;

/** Makes foreign text fit for a message: on one line, and not too long. */
final class OneLine {
    private OneLine() {}

    /** The text without control characters, cut to this length. */
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
