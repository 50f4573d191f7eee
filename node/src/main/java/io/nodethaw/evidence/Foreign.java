package io.nodethaw.evidence;

/**
 * Texts that somebody else chose: an error, a name, a version. Whoever sends megabytes of it gets a part of it into evidence and
 * memory, with the number of the characters that were cut.
 */
public final class Foreign {
    /** Longer errors tell nothing more; ours and those of daemons have some hundred characters. */
    public static final int LONGEST = 1000;

    /** Room for "... (2147483647 more characters)". */
    private static final int ROOM = 40;

    private Foreign() {}

    /** The text, or what of it fits into {@link #LONGEST} characters. */
    public static String cut(String text) {
        return cut(text, LONGEST);
    }

    /** The text, or what of it fits into so many characters with the word on how many are missing. */
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
