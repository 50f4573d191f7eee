package io.nodethaw.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Breaks a long text at its blanks. */
final class Wrapped {
    private Wrapped() {}

    /**
     * The lines of a text; what does not fit is cut.
     *
     * @param most the most lines
     * @param more stands for what was cut
     */
    static List<String> lines(String text, int columns, int most, String more) {
        var lines = new ArrayList<String>();
        each(text, columns, "", lines::add);
        if (lines.size() <= most) {
            return lines;
        }
        var last = lines.get(most - 1);
        var kept = new ArrayList<>(lines.subList(0, most - 1));
        kept.add(last.substring(0, Math.min(last.length(), columns - more.length() - 1))
                        .stripTrailing() + " " + more);
        return kept;
    }

    /**
     * Passes each line of the text to the consumer.
     *
     * @param columns the greatest length of a line; a longer word is continued on the next line
     * @param indent of all lines but the first
     */
    static void each(String text, int columns, String indent, Consumer<String> lines) {
        var rest = text;
        int least = 0; // a break within the indentation would make no progress
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
