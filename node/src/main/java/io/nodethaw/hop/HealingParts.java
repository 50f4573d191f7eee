package io.nodethaw.hop;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.stream.Stream;

/** What the hops contribute to healing, put together. */
public record HealingParts(List<Hop> hops) {
    public HealingParts {
        hops = List.copyOf(hops);
    }

    /**
     * All remedies, aftercare and canaries. Canaries are ordered from the bottom of the chain to the top, because each needs
     * what is below it.
     */
    public Means means() {
        return new Means(
                hops.stream().flatMap(hop -> hop.remedies().stream()).toList(),
                hops.stream().flatMap(hop -> hop.aftercare().stream()).toList(),
                hops.reversed().stream().flatMap(hop -> hop.canaries().stream()).toList());
    }

    /** A look with what healing needs to know about it. */
    public Diagnosis diagnosis(NodeView view, WaitGraph graph, Verdict verdict) {
        var underWay =
                hops.stream().flatMap(hop -> hop.underWay(view, graph).stream()).toList();
        var running = containers(view);
        return new Diagnosis(
                view.evidence(), graph, verdict, running, new AskedToEnd(view, hops).among(running), underWay);
    }

    private List<Target> containers(NodeView view) {
        return firstProcesses(view)
                .map(child -> Target.of(Vertex.Process.of(child), child.comm() + " " + child.pid()))
                .toList();
    }

    /** The first process of each container that runs. */
    Stream<ProcessTable.Entry> firstProcesses(NodeView view) {
        return hops.stream()
                .flatMap(hop -> hop.monitors(view).stream())
                .distinct()
                .map(view::childrenOf)
                .flatMap(List::stream)
                .filter(child -> !child.isGone() && !isAtWork(view, child));
    }

    private boolean isAtWork(NodeView view, ProcessTable.Entry process) {
        return hops.stream().anyMatch(hop -> hop.isAtWork(view, process));
    }
}
