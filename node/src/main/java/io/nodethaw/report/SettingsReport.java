package io.nodethaw.report;

import java.util.List;

/**
 * The settings of a program as they count, or what is wrong with them.
 *
 * @param file where they were looked for
 * @param wrong all that is wrong; empty where they can be used
 * @param rows in the order in which they are shown
 * @param tool name and version of this program
 */
public record SettingsReport(String file, List<Wrong> wrong, List<Row> rows, String tool) {
    public SettingsReport {
        wrong = List.copyOf(wrong);
        rows = List.copyOf(rows);
    }

    /**
     * Something that is wrong.
     *
     * @param line of the file, counted from 1; 0 where it is about the whole file
     */
    public record Wrong(int line, String what) {}

    /**
     * A setting.
     *
     * @param name with those that it is part of: "cures.hold"
     * @param values one for a plain setting; those of a list
     */
    public record Row(String name, List<String> values, boolean isList) {
        public Row {
            values = List.copyOf(values);
        }

        /** A plain one. */
        public Row(String name, String value) {
            this(name, List.of(value), false);
        }

        private Tree tree() {
            return isList ? Tree.texts(values) : new Tree.Text(values.getFirst());
        }
    }

    /** Prints it, as text when the format has no form of its own for it. Ends with a line feed. */
    public String print(OutputFormat format) {
        return format.isTree() ? Trees.print(tree(), format) : text();
    }

    private String text() {
        var text = new StringBuilder();
        for (var row : rows) {
            text.append(row.name())
                    .append(": ")
                    .append(Printable.of(
                            row.isList()
                                    ? row.values().toString()
                                    : row.values().getFirst()))
                    .append('\n');
        }
        return text.toString();
    }

    private Tree tree() {
        var settings = new Tree.Fields();
        rows.forEach(row -> settings.put(row.name(), row.tree()));
        return Trees.envelope(tool, "agent-settings")
                .put("file", file)
                .put("valid", wrong.isEmpty())
                .put(
                        "problems",
                        wrong.stream()
                                .map(one -> new Tree.Fields()
                                        .putKnown("line", one.line() > 0 ? one.line() : -1)
                                        .put("what", one.what()))
                                .toList())
                .put("settings", settings);
    }
}
