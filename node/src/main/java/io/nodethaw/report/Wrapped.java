package io.nodethaw.report;

import java.util.function.Consumer;

/** Breaks a long text at its blanks. */
final class Wrapped {
    private Wrapped() {}

    /**
     * Hands on each line of it.
     *
     * @param columns how long a line is at most; a word that is longer goes on on the next line
     * @param indent of all lines but the first
     */
    static void each(String text, int columns, String indent, Consumer<String> lines) {
        var rest = text;
        int least = 0; // a break within the indent would not get on
        while (rest.length() > columns) {
            int blank = rest.lastIndexOf(' ', columns);
            int end = blank > least ? blank : columns;
            lines.accept(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).stripLeading();
            least = indent.length();
        }
        lines.accept(rest);
    }
}
