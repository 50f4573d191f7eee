package io.nodethaw.hop;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
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

    /** Those that wait for something. One that waits for its own parent is idle: it waits to be told what to do. */
    public List<Victim> victims(NodeView view, Set<Integer> parents, List<Edge> edges) {
        var victims = new ArrayList<Victim>();
        for (var child : children(view, parents)) {
            var parent = view.vertex(child.parent()).map(Vertex.class::cast);
            view.vertex(child.pid())
                    .filter(vertex -> edges.stream()
                            .anyMatch(edge -> edge.from().equals(vertex)
                                    && edge.leadsOn()
                                    && !parent.equals(Optional.of(edge.to()))))
                    .ifPresent(vertex -> victims.add(victim(view, vertex, child)));
        }
        return victims;
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
                .filter(child -> !serves(view, child) && view.mayShareMounts(child.parent(), child.pid()))
                .toList();
    }

    private static boolean isLate(NodeView view, ProcessTable.Entry child) {
        return view.age(child).filter(age -> age.compareTo(LIMIT) > 0).isPresent();
    }

    /** A child with a listener that it did not inherit is a daemon: a shim, a containerd below k3s. */
    private static boolean serves(NodeView view, ProcessTable.Entry child) {
        return view.evidence().seen(Descriptors.TYPE, child.pid()).map(Descriptors::open).orElse(List.of()).stream()
                .flatMap(file -> file.socket().flatMap(view::socket).stream())
                .filter(socket -> socket.state() == UnixSockets.State.LISTENING)
                .anyMatch(socket -> view.socketHolders(socket.inode()).stream()
                        .noneMatch(holder -> holder.pid() == child.parent()));
    }
}
