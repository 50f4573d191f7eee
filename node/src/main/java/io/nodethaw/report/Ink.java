package io.nodethaw.report;

/**
 * What the output can show.
 *
 * @param colour true for ANSI colours
 * @param unicode false where only ASCII comes out right
 */
public record Ink(boolean colour, boolean unicode) {
    /** No colour, all characters; for files and tests. */
    public static final Ink PLAIN = new Ink(false, true);

    private static final String RED = "1;31";
    private static final String GREEN = "1;32";
    private static final String YELLOW = "1;33";
    private static final String BOLD = "1";
    private static final String DIM = "2";

    String bad(String text) {
        return paint(RED, text);
    }

    String good(String text) {
        return paint(GREEN, text);
    }

    String doubtful(String text) {
        return paint(YELLOW, text);
    }

    String strong(String text) {
        return paint(BOLD, text);
    }

    String faint(String text) {
        return paint(DIM, text);
    }

    /** What stands between items of one line. */
    String between() {
        return unicode ? " · " : "; ";
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
