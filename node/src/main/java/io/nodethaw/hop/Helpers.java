package io.nodethaw.hop;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Acceptors;
import io.nodethaw.wait.kernel.Halted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Helpers that a daemon runs as its children: CNI plug-ins, mount. They should end soon. One that has not ended in time counts
 * as a victim only when it is seen to be stuck, because a daemon may also have children that live as long as it does (NRI
 * plug-ins, scripts).
 *
 * @param what they are, in words for a person: "CNI plug-in"
 */
public record Helpers(String what) {
    /**
     * Half of the time that kubelet and container runtimes allow for a pod's network before they complain (60 s in incident
     * reports).
     */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The children that should have ended, for a closer look. */
    public Set<Integer> suspects(NodeView view, Set<Integer> parents) {
        var suspects = new HashSet<Integer>();
        children(view, parents).forEach(child -> suspects.add(child.pid()));
        return suspects;
    }

    /** The children that should have ended, as work of their own. */
    public List<AtWork> atWork(NodeView view, Set<Integer> parents) {
        return children(view, parents).stream()
                .map(child -> new AtWork(
                        Vertex.Process.of(child),
                        what + " " + child.comm(),
                        Optional.empty(),
                        "",
                        view.age(child),
                        ProcessTable.TYPE.key()))
                .toList();
    }

    /**
     * The children that wait for something they cannot go on without: a lock, a file system, or a process that is halted. The
     * wait may also be that of one of their children. A child that waits for its own parent is idle: it waits to be told what
     * to do.
     */
    public List<Victim> victims(NodeView view, Set<Integer> parents, List<Edge> edges) {
        var late = children(view, parents);
        if (late.isEmpty()) {
            return List.of(); // as nearly always
        }
        var graph = new WaitGraph(edges, List.of(), List.of());
        var victims = new ArrayList<Victim>();
        for (var child : late) {
            var parent = view.vertex(child.parent()).map(Vertex.class::cast);
            view.vertex(child.pid())
                    .filter(vertex -> graph
                            .reach(
                                    List.of(vertex),
                                    edge -> edge.strength() == Strength.NEEDS && !parent.equals(Optional.of(edge.to())))
                            .stream()
                            .anyMatch(reached -> cannotGoOn(view, graph, reached)))
                    .ifPresent(vertex -> victims.add(victim(view, vertex, child)));
        }
        return victims;
    }

    /**
     * True for a wait of that kind. A shell that waits for its command, and a quiet connection, do not count: scripts and
     * watchers that live as long as their daemon spend their time that way.
     */
    private static boolean cannotGoOn(NodeView view, WaitGraph graph, Vertex vertex) {
        return Halted.is(view, graph, vertex)
                || graph.from(vertex).stream()
                        .anyMatch(edge -> edge.kind() == Wait.FILE_LOCK || edge.kind() == Wait.FILE_SYSTEM);
    }

    private Victim victim(NodeView view, Vertex vertex, ProcessTable.Entry child) {
        return new Victim(
                vertex,
                what + " " + child.comm() + " has not ended",
                view.age(child),
                true,
                List.of(ProcessTable.TYPE.key()));
    }

    private static List<ProcessTable.Entry> children(NodeView view, Set<Integer> parents) {
        return parents.stream()
                .flatMap(parent -> view.childrenOf(parent).stream())
                .filter(child -> !child.isGone() && isLate(view, child))
                .filter(child -> !Acceptors.isServer(view, child) && view.mayShareMounts(child.parent(), child.pid()))
                .toList();
    }

    private static boolean isLate(NodeView view, ProcessTable.Entry child) {
        return view.age(child).filter(age -> age.compareTo(LIMIT) > 0).isPresent();
    }
}
