package io.nodethaw.analysis;

/** Texts as words of a POSIX shell. */
public final class Shell {
    private Shell() {}

    /** The text as one word, quoted where the shell would read it otherwise. */
    public static String word(String text) {
        return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
