package io.nodethaw.look;

import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Depth;
import io.nodethaw.wait.Crowd;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Says what the graph needs read next: the processes that victims reach, their parents, and what hops want to see closely. */
final class Frontier {
    private final Chain chain;

    Frontier(Chain chain) {
        this.chain = chain;
    }

    /** True when nobody waits and nothing deserves a closer look. */
    boolean isQuiet(NodeView view) {
        return !chain.mayFail(view)
                && chain.suspects(view).isEmpty()
                && chain.graph(view).victims().isEmpty();
    }

    /** True when nobody is known to wait: what daemons are at work on is then not yet read. */
    boolean isNobodyWaiting(NodeView view) {
        return chain.graph(view).victims().isEmpty();
    }

    /** @param focus processes to follow besides the chain's own victims */
    Set<Key> wants(NodeView view, Set<Integer> focus) {
        var asked = focus.stream()
                .flatMap(pid -> view.vertex(pid).stream())
                .map(Victim::askedAbout)
                .toList();
        var graph = chain.graph(view, asked);
        var suspects = new HashSet<Vertex>();
        chain.suspects(view).forEach(pid -> view.vertex(pid).ifPresent(suspects::add));
        var pids = processes(view, graph, suspects);
        var wants = new LinkedHashSet<Key>();
        var closely = new HashSet<>(Crowd.closely(view, graph.hopProcesses(), pids));
        asked.forEach(victim -> closely.add(pid(victim)));
        var reach = new Reach(closely, pids);
        chain.edgeSources().forEach(source -> wants.addAll(source.wants(view, reach)));
        wants.addAll(chain.wants(view, Depth.CLOSE));
        if (graph.victims().size() > asked.size()) {
            wants.addAll(chain.wants(view, Depth.WORK));
            wants.addAll(chain.wants(view, Depth.COSTLY));
        }
        return wants;
    }

    private static int pid(Victim victim) {
        return victim.vertex() instanceof Vertex.Process(int pid, long _) ? pid : 0;
    }

    /**
     * The processes to read: what victims wait for, and what suspects wait for, because only the end of their waits may show
     * whether a suspect counts.
     */
    private static Set<Integer> processes(NodeView view, WaitGraph graph, Set<Vertex> suspects) {
        var victims = graph.victims().stream().map(Victim::vertex).toList();
        var starts = new HashSet<>(suspects);
        starts.addAll(victims);
        var pids = new HashSet<Integer>();
        for (var vertex : graph.reach(starts, edge -> edge.leadsOn() || victims.contains(edge.from()))) {
            if (vertex instanceof Vertex.Process(int pid, long _)) {
                pids.add(pid);
            }
        }
        for (var victim : victims) {
            if (victim instanceof Vertex.Process(int pid, long _)) {
                addParents(view, pid, pids);
            }
        }
        pids.removeIf(pid -> view.process(pid).isEmpty());
        return pids;
    }

    /**
     * Adds the ancestors of a process, because whoever waits for it is above it in the process tree. PID 1 and the kernel are
     * left out: they do not wait for their children in this sense.
     */
    private static void addParents(NodeView view, int pid, Set<Integer> pids) {
        int at = pid;
        for (int depth = 0; depth < 8; depth++) {
            int parent = view.process(at).map(process -> process.parent()).orElse(0);
            if (parent <= 1) {
                return;
            }
            pids.add(parent);
            at = parent;
        }
    }
}
