package io.nodethaw.report;

/**
 * What the output can show.
 *
 * @param colour true for ANSI colours
 * @param unicode false when only ASCII is shown correctly
 * @param columns the width to which lines are broken or cut
 */
public record Ink(boolean colour, boolean unicode, int columns) {
    /** The width when the output is not a terminal: lines may have any length. */
    public static final int ANY = Integer.MAX_VALUE;

    /** No colour, all characters; for files and tests. */
    public static final Ink PLAIN = new Ink(false, true);

    /** An ink for lines of any length. */
    public Ink(boolean colour, boolean unicode) {
        this(colour, unicode, ANY);
    }

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

    /** What stands for the rest of a line that was cut. */
    String more() {
        return unicode ? "…" : "...";
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
