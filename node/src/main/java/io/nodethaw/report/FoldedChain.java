package io.nodethaw.report;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The chain for the first screen: waits that are alike are one line. Our own probes, waits within one party such as runc's for its
 * init, and what is only inferred beside what is certain are left to the wide report.
 */
final class FoldedChain {
    private static final int NAME_MAX = 24;
    private static final int WHOM_MAX = 20;

    /** With less room for words, ages are left out. */
    private static final int WORDS_LEAST = 10;

    private static final int BETWEEN = 2;

    /** The most lines of a root that is alone. */
    private static final int ROOT_LINES = 3;

    private record Line(String name, String words, String age, String strength, String whom, boolean within) {}

    private final Report report;
    private final VertexNames names;
    private final Ink ink;
    private final int columns;
    private final Map<String, Set<Vertex>> called = new HashMap<>();

    FoldedChain(Report report, Ink ink, int columns) {
        this.report = report;
        this.names = report.names();
        this.ink = ink;
        this.columns = columns;
        report.verdict()
                .waits()
                .forEach(edge -> Stream.of(edge.from(), edge.to())
                        .map(Vertex::whole)
                        .forEach(vertex -> called.computeIfAbsent(names.brief(vertex), _ -> new HashSet<>())
                                .add(vertex)));
    }

    /** How many lines it needs at least. */
    int size() {
        return folded().size() + report.verdict().roots().size();
    }

    private List<Line> folded() {
        var alike = new LinkedHashMap<String, AlikeWaits>();
        shown().forEach(edge -> alike.computeIfAbsent(kind(edge), _ -> new AlikeWaits(names, this::brief))
                .add(edge, to(edge)));
        return alike.values().stream().map(FoldedChain::line).toList();
    }

    /** Its lines, as many as there is room for; the roots come last. */
    List<String> lines(int room) {
        var roots = report.verdict().roots();
        var waits = folded(room - roots.size());
        int nameWidth = Math.min(
                Math.min(NAME_MAX, columns / 3),
                Math.max(
                        waits.stream()
                                .mapToInt(line -> line.name().length())
                                .max()
                                .orElse(0),
                        roots.stream()
                                .mapToInt(root -> Printable.of(root.name()).length())
                                .max()
                                .orElse(0)));
        var told = new ArrayList<String>();
        int rootRoom = Math.clamp(room - waits.size(), 1, roots.size() == 1 ? ROOT_LINES : Math.max(1, roots.size()));
        told.addAll(waits(waits, nameWidth, Math.max(1, room - rootRoom)));
        told.addAll(roots(nameWidth, rootRoom));
        return told;
    }

    private List<Edge> shown() {
        var certain = shown(Strength.NEEDS);
        return certain.isEmpty() ? shown(Strength.INFERRED) : certain;
    }

    private List<Edge> shown(Strength strength) {
        return report.verdict().waits().stream()
                .filter(edge -> edge.strength() == strength)
                .filter(edge -> !(edge.from() instanceof Vertex.Ourselves) && edge.kind() != Wait.HELD_BY)
                .filter(edge -> !edge.kind().isStop() && !isWithinAParty(edge))
                .toList();
    }

    private boolean isWithinAParty(Edge edge) {
        var hop = names.hop(edge.from());
        return !hop.isEmpty()
                && hop.equals(names.hop(edge.to()))
                && !edge.from().whole().equals(edge.to().whole());
    }

    /** Who is waited for; of a lock its holder, where there is one. */
    private Vertex to(Edge edge) {
        var holders = report.verdict().waits().stream()
                .filter(held -> held.kind() == Wait.HELD_BY && held.from().equals(edge.to()))
                .map(Edge::to)
                .distinct()
                .toList();
        return holders.size() == 1 ? holders.getFirst() : edge.to();
    }

    private String kind(Edge edge) {
        return String.join(
                "\0",
                names.brief(edge.from().whole()),
                names.brief(to(edge).whole()),
                edge.gist().words());
    }

    /** Its name, without the number where nobody else in the chain has that name. */
    private String brief(Vertex vertex) {
        var name = names.brief(vertex);
        return called.getOrDefault(name, Set.of()).size() > 1 ? names.of(vertex) : name;
    }

    private static Line line(AlikeWaits alike) {
        return new Line(alike.waiting(), alike.words(), alike.age(), alike.strength(), alike.whom(), alike.isWithin());
    }

    /** All, or where there is no room for them those that tell who waits for whom. */
    private List<Line> folded(int room) {
        var all = folded();
        var between = all.stream().filter(line -> !line.within()).toList();
        return all.size() <= room || between.isEmpty() ? all : between;
    }

    private List<String> waits(List<Line> lines, int nameWidth, int room) {
        int whom = Math.min(Math.min(WHOM_MAX, columns / 4), widest(lines, Line::whom));
        int strength = widest(lines, Line::strength);
        int left = columns - 2 - nameWidth - BETWEEN - BETWEEN - strength - BETWEEN - whom;
        int ages = widest(lines, Line::age);
        boolean aged = ages > 0 && left - ages - BETWEEN >= WORDS_LEAST;
        int width = Math.min(widest(lines, Line::words), aged ? left - ages - BETWEEN : left);
        int most = lines.size() <= room ? room : Math.max(1, room - 1);
        var told = new ArrayList<String>();
        for (var line : lines.subList(0, Math.min(most, lines.size()))) {
            var age = " ".repeat(ages - line.age().length()) + ink.faint(line.age()) + "  ";
            told.add(("  " + fit(line.name(), nameWidth) + "  " + fit(line.words(), width) + "  " + (aged ? age : "")
                            + fit(line.strength(), strength) + "  " + fit(line.whom(), whom))
                    .stripTrailing());
        }
        if (lines.size() > most) {
            told.add("  + " + (lines.size() - most) + " more");
        }
        return told;
    }

    private static int widest(List<Line> lines, Function<Line, String> part) {
        return lines.stream().mapToInt(line -> part.apply(line).length()).max().orElse(0);
    }

    private List<String> roots(int nameWidth, int room) {
        var roots = report.verdict().roots();
        var told = new ArrayList<String>();
        int textWidth = columns - 2 - nameWidth - BETWEEN;
        int each = roots.size() == 1 ? room : 1;
        int most = roots.size() <= room ? roots.size() : Math.max(1, room - 1);
        for (var root : roots.subList(0, most)) {
            var text = Wrapped.lines(text(root), textWidth - "root: ".length(), each, ink.more());
            for (int i = 0; i < text.size(); i++) {
                told.add("  " + fit(i == 0 ? Printable.of(root.name()) : "", nameWidth) + "  "
                        + (i == 0 ? ink.bad("root") + ": " : " ".repeat("root: ".length())) + text.get(i));
            }
        }
        if (roots.size() > most) {
            told.add("  + " + (roots.size() - most) + " more roots");
        }
        return told;
    }

    /** The proof of what is wrong there. */
    private String text(Root root) {
        if (!root.cycle().isEmpty() && root.finding().isEmpty()) {
            var members = root.cycle().stream().map(names::of).toList();
            return "deadlock: " + String.join(" needs ", members) + " needs " + members.getFirst();
        }
        return root.finding()
                .filter(finding -> !finding.proofs().isEmpty())
                .map(FoldedChain::proof)
                .orElseGet(() -> Printable.of(Headline.title(report, root)));
    }

    private static String proof(Finding finding) {
        return finding.proofs().stream()
                        .map(proof -> Printable.of(proof.text()))
                        .collect(Collectors.joining(", "))
                + Findings.confidence(finding)
                        .map(sure -> " (" + sure.word() + ")")
                        .orElse("");
    }

    /** The text in exactly this width. */
    private String fit(String text, int width) {
        return text.length() <= width
                ? text + " ".repeat(width - text.length())
                : text.substring(0, Math.max(0, width - ink.more().length())) + ink.more();
    }
}
