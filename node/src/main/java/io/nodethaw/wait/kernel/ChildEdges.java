package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Blocked in wait4 or waitid: leads to the child, which the call names by pid (in the caller's pid namespace) or by pidfd, or
 * to each of the children.
 */
public final class ChildEdges implements EdgeSource {
    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var call : BlockedCall.all(view)) {
            if (call.call().use() == KnownCall.Use.CHILD) {
                edges.addAll(waits(view, call));
            }
        }
        return edges;
    }

    private static List<Edge> waits(NodeView view, BlockedCall call) {
        if (isPidfd(call)) {
            return byPidfd(view, call).stream().toList();
        }
        var named = call.read().child();
        if (named.isPresent()) {
            return byNumber(view, call, named.get()).stream().toList();
        }
        var living = living(view, call.pid());
        var strength = living.size() == 1 ? Strength.NEEDS : Strength.ANY;
        return living.stream()
                .flatMap(child -> view.vertex(child.pid()).stream())
                .map(child -> edge(call, child, strength, -1, ProcessTable.TYPE.key()))
                .toList();
    }

    private static Optional<Edge> byPidfd(NodeView view, BlockedCall call) {
        var file = call.file();
        return view.info(file)
                .flatMap(DescriptorInfo::pidfd)
                .flatMap(view::vertex)
                .map(child -> edge(call, child, Strength.NEEDS, file.fd(), DescriptorInfo.key(file.pid(), file.fd())));
    }

    private static Optional<Edge> byNumber(NodeView view, BlockedCall call, int number) {
        return inOurNamespace(view, call.pid(), number)
                .flatMap(view::vertex)
                .map(child -> edge(call, child, Strength.NEEDS, -1, ProcessTable.TYPE.key()));
    }

    private static List<ProcessTable.Entry> living(NodeView view, int pid) {
        return view.childrenOf(pid).stream().filter(child -> !child.isGone()).toList();
    }

    private static Edge edge(BlockedCall call, Vertex child, Strength strength, int fd, Key reading) {
        return call.edge(child, strength, Wait.CHILD, fd, -1, call.call().text() + " of its child", reading);
    }

    private static boolean isPidfd(BlockedCall call) {
        return call.call() == KnownCall.WAITID && call.read().fd().isPresent();
    }

    /**
     * When the caller is in a nested pid namespace, the number is that of one of its children in that namespace, never that of
     * a stranger in ours.
     */
    private static Optional<Integer> inOurNamespace(NodeView view, int caller, int number) {
        int depth = depth(view, caller);
        var children = living(view, caller);
        for (var child : children) {
            var pids = view.evidence()
                    .seen(ProcessStatus.TYPE, child.pid())
                    .map(ProcessStatus::namespacePids)
                    .orElse(List.of());
            if (depth < pids.size() && pids.get(depth) == number) {
                return Optional.of(child.pid());
            }
        }
        boolean own = children.stream().anyMatch(child -> child.pid() == number) || isTracer(view, caller, number);
        return own ? Optional.of(number) : Optional.empty();
    }

    /** A tracer also waits for processes that are not its children (man 2 ptrace). */
    private static boolean isTracer(NodeView view, int caller, int number) {
        return view.evidence()
                .seen(ProcessStatus.TYPE, number)
                .filter(status -> status.tracer() == caller)
                .isPresent();
    }

    private static int depth(NodeView view, int pid) {
        return view.evidence()
                .seen(ProcessStatus.TYPE, pid)
                .map(status -> Math.max(0, status.namespacePids().size() - 1))
                .orElse(0);
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, reach.closely()));
        for (var call : BlockedCall.all(view)) {
            if (reach.closely().contains(call.pid()) && call.call().use() == KnownCall.Use.CHILD) {
                if (isPidfd(call)) {
                    wants.add(DescriptorInfo.key(call.pid(), call.fd()));
                }
                call.read()
                        .child()
                        .filter(number -> view.process(number).isPresent())
                        .ifPresent(number -> wants.add(ProcessStatus.TYPE.key(number)));
                wants.add(ProcessStatus.TYPE.key(call.pid()));
                view.childrenOf(call.pid()).forEach(child -> wants.add(ProcessStatus.TYPE.key(child.pid())));
            }
        }
        return wants;
    }
}
