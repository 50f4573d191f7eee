package io.nodethaw.format;

/** Finds one kind of thing in the lines of a text, whatever else stands in it. One is made for each text. */
public interface Finder {
    /** Looks at the next line. */
    void take(Line line);

    /** Adds what was found, after the last line. */
    void end(Found into);
}
