package io.nodethaw.hop;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The processes at work for the node: those of the hops, and what kubelet and the runtimes have started to help them (mount, du, plug-ins). */
record HopProcesses(NodeView view, List<Hop> hops) {
    /**
     * The most children of one daemon that are looked at: those in state D, then the oldest. dockerd has a docker-proxy for each
     * port that a container publishes.
     */
    private static final int MOST_CHILDREN = 32;

    /** A helper starts another at most: mount starts mount.nfs. */
    private static final int GENERATIONS = 3;

    /** All of them that are here, by pid. */
    Set<Integer> all() {
        var own = new WaitGraph(
                        List.of(),
                        List.of(),
                        hops.stream().flatMap(hop -> hop.roles(view).stream()).toList())
                .hopProcesses();
        var all = new LinkedHashSet<>(own);
        var parents = daemons();
        for (int generation = 0; generation < GENERATIONS; generation++) {
            var children = new HashSet<Integer>();
            parents.forEach(parent -> children.addAll(children(parent, own)));
            all.addAll(children);
            parents = children;
        }
        all.removeIf(pid -> view.process(pid).isEmpty());
        return all;
    }

    /** The processes of the hops that start helpers. What a shim starts is a container, or a hop. */
    private Set<Integer> daemons() {
        var pids = new HashSet<Integer>();
        hops.stream()
                .filter(Hop::makesANode)
                .flatMap(hop -> hop.roles(view).stream())
                .forEach(role -> {
                    if (role.vertex() instanceof Vertex.Process(int pid, long _)) {
                        pids.add(pid);
                    }
                });
        hops.forEach(hop -> pids.removeAll(hop.monitors(view)));
        return pids;
    }

    private List<Integer> children(int parent, Set<Integer> own) {
        return view.childrenOf(parent).stream()
                .filter(child -> !child.isGone() && !own.contains(child.pid()))
                .filter(child -> view.isOurs(child.pid()) && view.mayShareMounts(parent, child.pid()))
                .sorted(Comparator.comparing((ProcessTable.Entry child) -> child.state() != 'D')
                        .thenComparingLong(child -> child.startTicks().orElse(Long.MAX_VALUE)))
                .limit(MOST_CHILDREN)
                .map(ProcessTable.Entry::pid)
                .toList();
    }
}
