package io.nodethaw.evidence;

/**
 * Texts that somebody else chose: an error, a name, a version. Of a very long one only a part is kept in evidence and memory,
 * with the number of characters that were cut.
 */
public final class Foreign {
    /** The most characters kept: our own errors and those of daemons have some hundred, and longer ones tell nothing more. */
    public static final int LONGEST = 1000;

    /** Room for "... (2147483647 more characters)". */
    private static final int ROOM = 40;

    private Foreign() {}

    /** The text, or as much of it as fits into {@link #LONGEST} characters. */
    public static String cut(String text) {
        return cut(text, LONGEST);
    }

    /** The text, or as much of it as fits into this many characters together with the number of those that are missing. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - ROOM;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "... (" + (text.length() - end) + " more characters)";
    }
}
