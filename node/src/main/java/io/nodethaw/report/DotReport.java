package io.nodethaw.report;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.util.LinkedHashSet;
import java.util.Set;

/** The waits that matter for a verdict: those of its chain, and all others that a victim reaches. */
final class DotReport {
    private DotReport() {}

    static String of(Report report) {
        var roots = new LinkedHashSet<Vertex>();
        report.verdict().roots().forEach(root -> {
            roots.add(root.vertex());
            roots.addAll(root.cycle());
        });
        var label = report.verdict().state() + "  " + Headline.of(report);
        return new DotGraph(report.names(), roots).print(label, edges(report));
    }

    private static Set<Edge> edges(Report report) {
        var edges = new LinkedHashSet<>(report.verdict().waits());
        var victims = report.verdict().victims().stream().map(Victim::vertex).toList();
        for (var vertex : report.graph().reach(victims, Edge::leadsOn)) {
            for (var edge : report.graph().from(vertex)) {
                if (edge.leadsOn() || victims.contains(vertex)) {
                    edges.add(edge);
                }
            }
        }
        return edges;
    }
}
