package io.nodethaw.hop.runc;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ListedAges;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runtimes in a list of processes that are children of a shim and much older than any of their operations: a shim runs them for a moment
 * only, also for an exec, which it detaches (containerd pkg/process, exec.go). What they wait for, a list does not tell.
 */
final class ListedOperations implements EdgeSource {
    /** The program of shims, as the kernel cuts it (containerd cmd/containerd-shim-runc-v2). */
    private static final String SHIM = "containerd-shim";

    @Override
    public List<Edge> edges(NodeView view) {
        return late(view)
                .flatMap(process -> Stream.concat(overdue(view, process).stream(), held(view, process).stream()))
                .toList();
    }

    private static Optional<Edge> overdue(NodeView view, ProcessTable.Entry process) {
        return view.vertex(process.parent())
                .map(shim -> Edge.of(
                                shim,
                                Vertex.Process.of(process),
                                Strength.INFERRED,
                                Wait.OVERDUE_CHILD,
                                "child " + process.pid() + " overdue",
                                ProcessTable.TYPE.key(),
                                ListedAges.TYPE.key())
                        .atLeast(age(view, process).orElse(RuncHop.LIMIT)));
    }

    /** The only process of that shim's containers in state D: it cannot end, and whoever ends or enters its container waits. */
    private static Optional<Edge> held(NodeView view, ProcessTable.Entry process) {
        var held = view.childrenOf(process.parent()).stream()
                .filter(other -> other.state() == 'D' && !Operation.RUNTIMES.contains(other.comm()))
                .toList();
        return held.size() == 1
                ? Optional.of(Edge.of(
                        Vertex.Process.of(process),
                        Vertex.Process.of(held.getFirst()),
                        Strength.INFERRED,
                        Wait.OVERDUE_CHILD,
                        view.name(held.getFirst().pid()) + " of the same shim is in state D",
                        ProcessTable.TYPE.key()))
                : Optional.empty();
    }

    static Stream<Victim> victims(NodeView view) {
        return late(view)
                .map(process -> new Victim(
                        Vertex.Process.of(process),
                        "unfinished work",
                        age(view, process),
                        false, // a list of one moment shows an age, and no standstill
                        List.of(ProcessTable.TYPE.key(), ListedAges.TYPE.key())));
    }

    private static Stream<ProcessTable.Entry> late(NodeView view) {
        return view.evidence().seen(ListedAges.TYPE).isEmpty()
                ? Stream.of()
                : view.processes().stream()
                        .filter(process -> Operation.RUNTIMES.contains(process.comm())
                                && !process.isGone()
                                && isShim(view, process.parent())
                                && age(view, process)
                                        .filter(age -> age.compareTo(RuncHop.LIMIT) > 0)
                                        .isPresent());
    }

    private static boolean isShim(NodeView view, int pid) {
        return view.process(pid)
                .filter(process -> process.comm().startsWith(SHIM))
                .isPresent();
    }

    private static Optional<Duration> age(NodeView view, ProcessTable.Entry process) {
        return view.evidence().seen(ListedAges.TYPE).flatMap(ages -> ages.of(process.pid()));
    }

    /** Nothing: of files that somebody brought no more can be read. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
