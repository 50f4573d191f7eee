package io.nodethaw.hop;

import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Helpers that a daemon runs as its children: CNI plug-ins, mount. They should end soon; one past its time counts as a victim
 * only when it is seen to wait for something, since a daemon may also keep children that live as long as it does (NRI plug-ins).
 *
 * @param what they are, as a person would say it: "CNI plug-in"
 */
public record Helpers(String what) {
    /** Half of what the kubelet and container runtimes grant a pod's network before they complain (wedge threads: 60 s). */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The children past their time, for a closer look. */
    public Set<Integer> suspects(NodeView view, Set<Integer> parents) {
        var suspects = new HashSet<Integer>();
        children(view, parents).forEach(child -> suspects.add(child.pid()));
        return suspects;
    }

    /** Those that wait for something. */
    public List<Victim> victims(NodeView view, Set<Integer> parents, List<Edge> edges) {
        var victims = new ArrayList<Victim>();
        for (var child : children(view, parents)) {
            view.vertex(child.pid())
                    .filter(vertex -> edges.stream()
                            .anyMatch(edge ->
                                    edge.from().equals(vertex) && edge.leadsOn() && edge.kind() != Wait.STOPPED))
                    .ifPresent(vertex -> victims.add(new Victim(
                            vertex,
                            what + " " + child.comm() + " has not ended",
                            view.age(child),
                            true,
                            List.of(ProcessTable.TYPE.key()))));
        }
        return victims;
    }

    private static List<ProcessTable.Entry> children(NodeView view, Set<Integer> parents) {
        var found = new ArrayList<ProcessTable.Entry>();
        var shims = new HashSet<Integer>();
        Addresses.shims(view).forEach(shim -> shims.add(shim.process().pid()));
        for (int parent : parents) {
            for (var child : view.childrenOf(parent)) {
                if (!child.isGone()
                        && isLate(view, child)
                        && !shims.contains(child.pid())
                        && sameMounts(view, parent, child)) {
                    found.add(child);
                }
            }
        }
        return found;
    }

    private static boolean isLate(NodeView view, ProcessTable.Entry child) {
        return view.age(child).filter(age -> age.compareTo(LIMIT) > 0).isPresent();
    }

    private static boolean sameMounts(NodeView view, int parent, ProcessTable.Entry child) {
        Optional<Long> above = view.evidence().seen(Namespaces.TYPE, parent).map(Namespaces::mount);
        Optional<Long> own = view.evidence().seen(Namespaces.TYPE, child.pid()).map(Namespaces::mount);
        return above.isEmpty() || own.isEmpty() || above.equals(own);
    }
}
