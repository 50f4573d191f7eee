package io.nodethaw.report;

import java.util.ArrayList;
import java.util.List;

/** Lines that begin with a label, whose texts are broken to the width of the output. */
final class Rows {
    /** Where texts begin: after two blanks, the longest label and two blanks. */
    static final int INDENT = 13;

    private final Ink ink;
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    /** @param columns the greatest length of a line */
    Rows(Ink ink, int columns) {
        this.ink = ink;
        this.columns = columns;
    }

    List<String> lines() {
        return lines;
    }

    /**
     * Adds a text; what does not fit is cut. An empty text adds nothing.
     *
     * @param most the most lines it may take
     */
    void add(String label, String text, int most) {
        if (!text.isEmpty()) {
            var broken = Wrapped.lines(text, columns - INDENT, most, ink.more());
            for (int i = 0; i < broken.size(); i++) {
                lines.add((i == 0 ? label(label) : " ".repeat(INDENT)) + broken.get(i));
            }
        }
    }

    /** Adds a text that is never broken, so that it can be copied; below it in faint the other text. */
    void addWhole(String label, String text, String below, int most) {
        lines.add(label(label) + text);
        if (!below.isEmpty()) {
            Wrapped.lines(below, columns - INDENT, most, ink.more())
                    .forEach(line -> lines.add(" ".repeat(INDENT) + ink.faint(line)));
        }
    }

    /**
     * Adds as many items of a list as fit, and says how many more there are.
     *
     * @param most the most lines they may take
     */
    void addList(String label, List<String> items, int most) {
        int shown = items.size();
        while (shown > 1 && isLonger(together(items, shown), most)) {
            shown--;
        }
        add(label, together(items, shown), most);
    }

    private boolean isLonger(String text, int most) {
        return Wrapped.lines(text, columns - INDENT, most + 1, ink.more()).size() > most;
    }

    private static String together(List<String> items, int shown) {
        int more = items.size() - shown;
        return String.join(", ", items.subList(0, shown)) + (more == 0 ? "" : " and " + more + " more");
    }

    private String label(String label) {
        return "  " + ink.strong(label) + " ".repeat(INDENT - 2 - label.length());
    }
}
