package io.nodethaw.report;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Vertex;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** A wait chain as an indented tree: each line is one wait of the line above that is less indented. */
final class WaitChainText {
    /**
     * The most waits shown of those that any one of several could end; the rest is only counted, because an epoll set may have
     * hundreds.
     */
    private static final int ANY_MAX = 5;

    private static final int INDENT_MAX = 40;

    /** The waits of one vertex, while they are written. */
    private static final class Level {
        private final Iterator<Edge> edges;
        private int loose;

        Level(Iterator<Edge> edges) {
            this.edges = edges;
        }
    }

    private final WaitChain chain;
    private final VertexNames names;
    private final Ink ink;
    private final boolean wide;
    private final Set<Vertex> told = new HashSet<>();
    private final StringBuilder out = new StringBuilder();

    private WaitChainText(WaitChain chain, Ink ink, boolean wide) {
        this.chain = chain;
        this.names = chain.names();
        this.ink = ink;
        this.wide = wide;
    }

    static String of(WaitChain chain, Ink ink, boolean wide) {
        return new WaitChainText(chain, ink, wide).print();
    }

    private String print() {
        chain.starts().forEach(start -> {
            var detail = names.detail(start);
            out.append(ink.strong(names.of(start))).append(detail.isEmpty() ? "" : "  (" + detail + ")");
            if (chain.from(start).isEmpty() || chain.unread(start).isPresent()) {
                out.append(nobody(start));
            } else if (told.contains(start)) {
                out.append("  see above");
            }
            out.append('\n');
            findings(start, "  ");
            tell(start);
        });
        chain.cycles().forEach(cycle -> {
            var members = cycle.stream().map(names::of).toList();
            out.append(ink.bad("deadlock"))
                    .append("  ")
                    .append(String.join(" needs ", members))
                    .append(" needs ")
                    .append(members.getFirst())
                    .append('\n');
        });
        chain.notes()
                .forEach(note -> out.append("note  ").append(Printable.of(note)).append('\n'));
        return out.toString();
    }

    private String nobody(Vertex start) {
        return chain.unread(start)
                .map(why -> "  could not tell what it waits for: " + Printable.of(why))
                .orElse("  waits for nobody, as far as can be seen");
    }

    private void findings(Vertex vertex, String indent) {
        for (var finding : chain.about(vertex)) {
            out.append(indent)
                    .append(ink.bad("state") + " ".repeat("inferred".length() - "state".length()))
                    .append("  ")
                    .append(Printable.of(finding.title()))
                    .append("; ")
                    .append(finding.code())
                    .append(Findings.confidence(finding)
                            .map(sure -> ", " + sure.word())
                            .orElse(""))
                    .append('\n');
        }
    }

    /**
     * Writes the waits below a vertex, line by line. There is no recursion, because a chain may be as long as a node has
     * processes.
     */
    private void tell(Vertex start) {
        var levels = new ArrayDeque<Level>();
        enter(start, levels);
        while (!levels.isEmpty()) {
            var level = levels.peek();
            if (level.edges.hasNext()) {
                var edge = level.edges.next();
                if (edge.leadsOn() || wide || ++level.loose <= ANY_MAX) {
                    tell(edge, indent(levels.size()));
                    enter(edge.to(), levels);
                }
            } else {
                levels.pop();
                if (level.loose > ANY_MAX) {
                    out.append(indent(levels.size() + 1))
                            .append("any       + ")
                            .append(level.loose - ANY_MAX)
                            .append(" more; any one of them could end the wait\n");
                }
            }
        }
    }

    /** The indentation. It is limited, because otherwise the lines of a long chain would become as long as the chain. */
    private static String indent(int levels) {
        return "  ".repeat(Math.min(levels, INDENT_MAX));
    }

    private void enter(Vertex vertex, ArrayDeque<Level> levels) {
        if (told.add(vertex)) {
            levels.push(new Level(chain.from(vertex).iterator()));
        }
    }

    private void tell(Edge edge, String indent) {
        var word = edge.strength().word();
        boolean again = told.contains(edge.to()) && !chain.from(edge.to()).isEmpty();
        out.append(indent)
                .append(ink.faint(word + " ".repeat("inferred".length() - word.length())))
                .append("  ")
                .append(ink.strong(names.of(edge.to())))
                .append(": ")
                .append(EdgeWords.text(edge))
                .append(ends(edge))
                .append(again ? ", see above" : "")
                .append('\n');
        if (wide) {
            EdgeWords.proofLines(edge, names)
                    .forEach(line -> out.append(indent)
                            .append("          ")
                            .append(ink.faint(line))
                            .append('\n'));
        }
        if (!told.contains(edge.to())) {
            findings(edge.to(), indent + "  ");
            chain.unread(edge.to())
                    .ifPresent(why -> out.append(indent)
                            .append("  not seen  what it waits for: ")
                            .append(Printable.of(why))
                            .append('\n'));
        }
    }

    private String ends(Edge edge) {
        var ends = EdgeWords.ends(edge);
        return wide || ends.isEmpty() ? "" : " (" + ends + ")";
    }
}
