package io.nodethaw.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the agent has kept.
 *
 * @param changes the newest first
 * @param tool name and version of this program
 */
public record HistoryReport(List<PastChange> changes, String tool) {
    public HistoryReport {
        changes = List.copyOf(changes);
    }

    /** As text when the format has no form of its own for it. Ends with a line feed. */
    public String print(OutputFormat format) {
        return format.isTree() ? Trees.print(tree(), format) : text();
    }

    private String text() {
        var text = new StringBuilder();
        for (var change : changes) {
            text.append(change.id()).append("  ").append(line(change)).append('\n');
        }
        return changes.isEmpty() ? "nothing has changed\n" : text.toString();
    }

    private static String line(PastChange change) {
        return change.condition() + " " + change.status() + " (" + change.reason() + ")"
                + (change.was().isEmpty() ? "" : ", was " + change.was()) + "  " + Printable.of(change.message());
    }

    /** One of them with all that is known of it. */
    public static String one(PastChange change, Ink ink) {
        var rows = new Rows(ink, ink.columns());
        rows.add("when", UtcTime.day(change.at()) + " " + UtcTime.second(change.at()) + " UTC", Integer.MAX_VALUE);
        rows.add("was", change.was(), Integer.MAX_VALUE);
        rows.add("look", Printable.of(change.message()), Integer.MAX_VALUE);
        if (!change.was().isEmpty()) { // else it is no change of a condition, and rests on no look of its own
            rows.addWhole(
                    "more",
                    change.evidence().isEmpty()
                            ? "its evidence could not be kept"
                            : "nodethaw analyze " + change.evidence(),
                    "",
                    1);
        }
        if (!change.code().isEmpty()) {
            rows.addWhole("code", "nodethaw explain " + change.code(), "", 1);
        }
        var lines = new ArrayList<String>();
        lines.add(ink.strong(change.condition() + " " + change.status()) + " (" + change.reason() + ")");
        lines.add("");
        lines.addAll(rows.lines());
        return String.join("\n", lines) + "\n";
    }

    private Tree tree() {
        return Trees.envelope(tool, "history")
                .put("changes", changes.stream().map(HistoryReport::tree).toList());
    }

    private static Tree tree(PastChange change) {
        return new Tree.Fields()
                .put("id", change.id())
                .put("at", change.at().toString())
                .put("condition", change.condition())
                .put("status", change.status())
                .put("was", known(change.was()))
                .put("reason", change.reason())
                .put("code", known(change.code()))
                .put("message", change.message())
                .put("evidence", known(change.evidence()));
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(there -> !there.isEmpty());
    }
}
