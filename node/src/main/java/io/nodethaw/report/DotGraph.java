package io.nodethaw.report;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Vertex;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Waits for Graphviz: needs is solid, inferred dashed, any dotted; the ends are red. */
final class DotGraph {
    private final VertexNames names;
    private final Set<Vertex> ends;
    private final Map<Vertex, String> ids = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();

    DotGraph(VertexNames names, Set<Vertex> ends) {
        this.names = names;
        this.ends = ends;
    }

    String print(String label, Collection<Edge> edges) {
        edges.forEach(edge -> {
            id(edge.from());
            id(edge.to());
        });
        ends.forEach(this::id);
        out.append("digraph nodethaw {\n  rankdir=LR;\n  label=")
                .append(quoted(label))
                .append(";\n  node [shape=box];\n");
        ids.forEach(this::node);
        edges.forEach(this::edge);
        return out.append("}\n").toString();
    }

    private void node(Vertex vertex, String id) {
        out.append("  ").append(id).append(" [label=").append(quoted(names.of(vertex)));
        out.append(ends.contains(vertex) ? ", color=red, penwidth=2" : "").append("];\n");
    }

    private void edge(Edge edge) {
        out.append("  ").append(id(edge.from())).append(" -> ").append(id(edge.to()));
        out.append(" [label=")
                .append(quoted(EdgeWords.text(edge)))
                .append(", style=")
                .append(style(edge))
                .append("];\n");
    }

    private String id(Vertex vertex) {
        return ids.computeIfAbsent(vertex, _ -> "v" + (ids.size() + 1));
    }

    private static String style(Edge edge) {
        return switch (edge.strength()) {
            case NEEDS -> "solid";
            case INFERRED -> "dashed";
            case ANY -> "dotted";
        };
    }

    /** A string in DOT. Quotes and backslashes have a meaning there, so both are escaped, as in JSON. */
    private static String quoted(String text) {
        return Printable.quoted(Printable.of(text));
    }
}
