package io.nodethaw.format;

/** Finds one kind of thing in the lines of a text, whatever else stands in it. One is made for each text. */
public interface Finder {
    /** Looks at the next line. */
    void take(Line line);

    /**
     * Takes a line as it stands in the file where it can be nothing else: such a line is shown to no other finder. Long files consist
     * of lines of one form.
     */
    default boolean takes(String text, long number) {
        return false;
    }

    /** Adds what was found, after the last line. */
    void end(Found into);
}
