package io.nodethaw.report;

import io.nodethaw.analysis.Root;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The whole chain as a table: who waits, at what, how strongly, for whom; the roots come last. */
final class ChainTable {
    /** The widest text column. A longer text runs over the column, so that one long line does not push all others apart. */
    private static final int TEXT_WIDTH_MAX = 76;

    private record Row(String name, String text, String strength, String whom, String rest, List<String> below) {}

    private final Report report;
    private final VertexNames names;
    private final Ink ink;
    private final Set<Vertex> roots = new HashSet<>();
    private final Map<String, Integer> briefs = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    ChainTable(Report report, Ink ink) {
        this.report = report;
        this.names = report.names();
        this.ink = ink;
        report.verdict().roots().forEach(root -> {
            roots.add(root.vertex());
            roots.addAll(root.cycle());
        });
        var vertices = new HashSet<Vertex>(roots);
        report.verdict().waits().forEach(edge -> {
            vertices.add(edge.from());
            vertices.add(edge.to());
        });
        vertices.forEach(vertex -> briefs.merge(names.brief(vertex), 1, Integer::sum));
    }

    /** Its lines, indented by two; empty when there is no chain and no root. */
    List<String> lines() {
        addEdges();
        report.verdict().roots().forEach(this::addRoot);
        int nameWidth = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int textWidth = rows.stream()
                .mapToInt(row -> row.text().length())
                .filter(width -> width <= TEXT_WIDTH_MAX)
                .max()
                .orElse(0);
        int whomWidth = rows.stream()
                .filter(row -> !row.rest().isEmpty())
                .mapToInt(row -> row.whom().length())
                .max()
                .orElse(0);
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = "  " + pad(row.name(), nameWidth) + "  " + pad(row.text(), textWidth) + "  "
                    + strength(row.strength()) + "  "
                    + pad(row.whom(), row.rest().isEmpty() ? 0 : whomWidth)
                    + (row.rest().isEmpty() ? "" : "  " + ink.faint(row.rest()));
            lines.add(line.stripTrailing());
            row.below().forEach(more -> lines.add("      " + ink.faint(more)));
        }
        return lines;
    }

    private void addEdges() {
        report.verdict().waits().stream().filter(edge -> !holdsRoot(edge)).forEach(this::addEdge);
    }

    /** True for a wait that halts a root (stopped, traced, frozen): the root's own line tells it. */
    private boolean holdsRoot(Edge edge) {
        return edge.kind().isStop() && roots.contains(edge.from());
    }

    private void addEdge(Edge edge) {
        rows.add(new Row(
                names.of(edge.from()),
                EdgeWords.text(edge),
                edge.strength().word(),
                whom(edge.to()),
                aside(edge.from()),
                EdgeWords.proofLines(edge, names)));
    }

    private void addRoot(Root root) {
        rows.add(new Row(
                Printable.of(root.name()),
                Printable.of(Headline.title(report, root)),
                "root",
                "",
                aside(root.vertex()),
                List.of()));
    }

    private String aside(Vertex vertex) {
        var detail = names.detail(vertex);
        return detail.isEmpty() ? "" : "(" + detail + ")";
    }

    private String whom(Vertex vertex) {
        var brief = names.brief(vertex);
        return briefs.getOrDefault(brief, 0) > 1 ? names.of(vertex) : brief;
    }

    private String strength(String word) {
        var painted = switch (word) {
            case "root" -> ink.bad(word);
            case "inferred", "any" -> ink.faint(word);
            default -> word;
        };
        return painted + " ".repeat("inferred".length() - word.length());
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
