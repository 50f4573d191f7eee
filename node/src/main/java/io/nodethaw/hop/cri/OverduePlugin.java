package io.nodethaw.hop.cri;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.StandsStill;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A CNI plug-in does not end, and does nothing, and is not seen to wait for a lock or a file system. One that does something between
 * two readings is slow and no more.
 *
 * @param runtimes pids of those that run plug-ins
 */
record OverduePlugin(Function<NodeView, Set<Integer>> runtimes) implements Rule, EdgeSource {
    static final String CODE = "cri.network-plugin-overdue";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A container runtime runs a CNI plug-in to give a pod its network, or to take it back, and the plug-in has not ended in five "
                        + "minutes, which is longer than kubelet waits for it. It does nothing, and it is not seen to wait for any other "
                        + "process. Its pod does not start, or does not end; others go on.",
                List.of(
                        "ps -o pid,etime,stat,args --ppid with the pid of the runtime shows it.",
                        "tr '\\0' '\\n' </proc/PID/environ tells what it is to do (CNI_COMMAND) for whom (CNI_ARGS).",
                        "nodethaw chain PID shows what it waits for; many plug-ins ask a daemon of their own or the API server."),
                "Look at the daemon of that network. If the plug-in waits for nothing that comes back, end it: the runtime reports that it "
                        + "failed, and kubelet tries again.",
                List.of(
                        "CNI specification, 3: execution protocol",
                        "kubelet pkg/kubelet/cri/remote/remote_runtime.go"));
    }

    private List<NetworkPlugin> all(NodeView view) {
        return NetworkPlugin.all(view, runtimes.apply(view));
    }

    @Override
    public List<Edge> edges(NodeView view) {
        return all(view).stream()
                .flatMap(plugin ->
                        view.vertex(plugin.process().parent()).stream().map(runtime -> edge(runtime, plugin)))
                .toList();
    }

    private static Edge edge(Vertex runtime, NetworkPlugin plugin) {
        return Edge.of(
                        runtime,
                        plugin.vertex(),
                        Strength.NEEDS,
                        Wait.OVERDUE_CHILD,
                        "child " + plugin.process().pid() + " overdue, goroutine "
                                + plugin.waiter().id() + " waits for it",
                        ProcessTable.TYPE.key(),
                        Goroutines.TYPE.key(plugin.process().parent()))
                .inShort(Gist.of("CNI plug-in overdue"))
                .atLeast(plugin.age());
    }

    /** Which of its children a goroutine waits for is told only where the mounts of all of them are known. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<Key>();
        NetworkPlugin.late(view, runtimes.apply(view))
                .map(ProcessTable.Entry::parent)
                .distinct()
                .forEach(runtime -> {
                    wants.add(Goroutines.TYPE.key(runtime));
                    wants.add(Namespaces.TYPE.key(runtime));
                    view.childrenOf(runtime).forEach(child -> wants.add(Namespaces.TYPE.key(child.pid())));
                });
        return wants;
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return all(view).stream()
                .map(plugin -> new Victim(
                        plugin.vertex(),
                        "CNI plug-in " + plugin.process().comm() + " has not ended",
                        Optional.of(plugin.age()),
                        StandsStill.isSo(view, plugin.process()),
                        List.of(ProcessTable.TYPE.key())))
                .toList();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return all(view).stream()
                .filter(plugin -> StandsStill.isSo(view, plugin.process()))
                .filter(plugin -> waitsForNobody(graph, StandsStill.last(view, plugin.process())))
                .map(OverduePlugin::finding)
                .toList();
    }

    private static boolean waitsForNobody(WaitGraph graph, ProcessTable.Entry last) {
        return graph.from(Vertex.Process.of(last)).stream().noneMatch(Edge::leadsOn);
    }

    private static Finding finding(NetworkPlugin plugin) {
        return new Finding.Stuck(
                CODE,
                plugin.vertex(),
                Confidence.PROVEN,
                "does nothing, and its runtime has waited for its end for at least "
                        + plugin.age().toMinutes() + " min",
                List.of(
                        Proof.of(
                                "goroutine " + plugin.waiter().id() + " of the runtime waits for it, and runs plug-ins",
                                Goroutines.TYPE.key(plugin.process().parent())),
                        Proof.of(
                                "no context switch between two readings",
                                Tasks.TYPE.key(plugin.process().pid()))));
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? Optional.of(new Step(
                        "nodethaw chain " + process.pid(),
                        "shows what it waits for; look at the daemon of that network"))
                : Optional.empty();
    }
}
