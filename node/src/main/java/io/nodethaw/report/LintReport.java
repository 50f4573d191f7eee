package io.nodethaw.report;

import static java.util.stream.Collectors.joining;

import io.nodethaw.bugs.Installed;
import io.nodethaw.bugs.Inventory;
import io.nodethaw.bugs.KnownBug;
import java.util.ArrayList;
import java.util.List;

/**
 * Known bugs in what nodes have installed.
 *
 * @param tool name and version of this program
 */
public record LintReport(List<Inventory> nodes, String tool) {
    public LintReport {
        nodes = List.copyOf(nodes);
    }

    /** As text when the format has no form of its own for it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(tree(), format) : text(ink);
    }

    private String text(Ink ink) {
        var lines = new ArrayList<String>();
        for (var node : nodes) {
            if (!node.node().isEmpty()) {
                lines.add(ink.strong("node " + Printable.of(node.node())));
            }
            node.installed().forEach(installed -> add(lines, installed, ink));
            var clean = node.installed().stream()
                    .filter(installed -> Inventory.carried(installed).isEmpty())
                    .map(LintReport::name)
                    .collect(joining(", "));
            var rows = new Rows(ink, ink.columns());
            rows.add("no bug", clean.isEmpty() ? "" : "known in " + clean, Integer.MAX_VALUE);
            rows.add("not told", String.join(", ", node.unknown()), Integer.MAX_VALUE);
            node.notes().forEach(note -> rows.add("note", Printable.of(note), Integer.MAX_VALUE));
            lines.addAll(rows.lines());
            lines.add("");
        }
        lines.removeLast();
        return String.join("\n", lines) + "\n";
    }

    private static String name(Installed installed) {
        return installed.component().name() + " " + Printable.of(installed.version());
    }

    private static void add(List<String> lines, Installed installed, Ink ink) {
        var carried = Inventory.carried(installed);
        if (carried.isEmpty()) {
            return;
        }
        lines.add(ink.strong(name(installed)) + "  " + ink.faint(Printable.of(installed.how())));
        for (var one : carried) {
            var bug = one.bug();
            var rows = new Rows(ink, ink.columns());
            var standing = standing(one);
            lines.add("  " + (one.isCertain() ? ink.bad(bug.id()) : ink.doubtful(bug.id())) + "  " + standing);
            rows.add("what", bug.title(), Integer.MAX_VALUE);
            rows.add("trigger", bug.trigger(), Integer.MAX_VALUE);
            rows.add("fixed", fixed(bug), Integer.MAX_VALUE);
            rows.add("cure", bug.cure(), Integer.MAX_VALUE);
            rows.add("shown by", shown(bug), Integer.MAX_VALUE);
            bug.references().forEach(reference -> rows.addWhole("see", reference, "", 1));
            lines.addAll(rows.lines());
        }
        lines.add("");
    }

    private static String standing(Inventory.Carried carried) {
        var known = carried.bug().certainty().word();
        return switch (carried.affected()) {
            case YES -> known;
            case PERHAPS -> known + "; this package may hold the fix, see its changelog";
            case NO -> "";
        };
    }

    private static String fixed(KnownBug bug) {
        return bug.fixedIn().isEmpty() ? "no fixed version is known" : "in " + bug.fixedIn();
    }

    private static String shown(KnownBug bug) {
        return bug.signs().stream().map(KnownBug.Sign::finding).distinct().collect(joining(", "));
    }

    private Tree tree() {
        return Trees.envelope(tool, "lint")
                .put("nodes", nodes.stream().map(LintReport::node).toList());
    }

    private static Tree.Fields node(Inventory node) {
        var tree = new Tree.Fields();
        if (!node.node().isEmpty()) {
            tree.put("name", node.node());
        }
        return tree.put(
                        "components",
                        node.installed().stream().map(LintReport::component).toList())
                .put("notTold", Tree.texts(node.unknown()))
                .put("notes", Tree.texts(node.notes()));
    }

    private static Tree.Fields component(Installed installed) {
        return new Tree.Fields()
                .put("component", installed.component().name())
                .put("version", installed.version())
                .put("how", installed.how())
                .put(
                        "bugs",
                        Inventory.carried(installed).stream()
                                .map(LintReport::bug)
                                .toList());
    }

    private static Tree.Fields bug(Inventory.Carried carried) {
        var bug = carried.bug();
        return new Tree.Fields()
                .put("id", bug.id())
                .put("title", bug.title())
                .put("carried", carried.affected() == KnownBug.Affected.YES ? "yes" : "perhaps")
                .put("certainty", bug.certainty().word())
                .put("trigger", bug.trigger())
                .put("fixedIn", bug.fixedIn())
                .put("cure", bug.cure())
                .put(
                        "findings",
                        Tree.texts(bug.signs().stream()
                                .map(KnownBug.Sign::finding)
                                .distinct()
                                .toList()))
                .put("references", Tree.texts(bug.references()));
    }
}
