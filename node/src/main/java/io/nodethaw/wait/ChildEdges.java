package io.nodethaw.wait;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Blocked in wait4 or waitid: the child, named by pid (of the caller's pid namespace), by pidfd, or any of the children. */
public final class ChildEdges implements EdgeSource {
    /** P_PID and P_PIDFD of include/uapi/linux/wait.h. */
    private static final int PID = 1;
    private static final int PIDFD = 3;

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (var call : BlockedCall.all(view)) {
            if (call.call().use() == Call.Use.CHILD) {
                edges.addAll(waits(view, call));
            }
        }
        return edges;
    }

    private static List<Edge> waits(NodeView view, BlockedCall call) {
        if (isPidfd(call)) {
            int fd = call.number(1);
            var info = infoKey(call);
            return view.evidence()
                    .seen(DescriptorInfo.TYPE, info.instance())
                    .flatMap(DescriptorInfo::pidfd)
                    .flatMap(view::vertex)
                    .map(child -> edge(call, child, Strength.NEEDS, fd, info))
                    .stream()
                    .toList();
        }
        var named = childNumber(call);
        var living = view.childrenOf(call.pid()).stream()
                .filter(child -> !child.isGone())
                .toList();
        if (named.isPresent()) {
            int number = inOurNamespace(view, call.pid(), living, named.get());
            return view.vertex(number)
                    .map(child -> edge(call, child, Strength.NEEDS, -1, ProcessTable.TYPE.key()))
                    .stream()
                    .toList();
        }
        var strength = living.size() == 1 ? Strength.NEEDS : Strength.ANY;
        return living.stream()
                .flatMap(child -> view.vertex(child.pid()).stream())
                .map(child -> edge(call, child, strength, -1, ProcessTable.TYPE.key()))
                .toList();
    }

    private static Edge edge(BlockedCall call, Vertex child, Strength strength, int fd, Key proof) {
        return call.edge(child, strength, Wait.CHILD, fd, -1, call.call().text() + " of its child", proof);
    }

    private static boolean isPidfd(BlockedCall call) {
        return call.call() == Call.WAITID && call.number(0) == PIDFD;
    }

    /** The pid the caller gave, in its own pid namespace; empty when any child will do. */
    private static Optional<Integer> childNumber(BlockedCall call) {
        if (call.call() == Call.WAITID) {
            return call.number(0) == PID ? Optional.of(call.number(1)) : Optional.empty();
        }
        return call.number(0) > 0 ? Optional.of(call.number(0)) : Optional.empty();
    }

    private static int inOurNamespace(
            NodeView view, int caller, List<ProcessTable.Entry> children, int number) {
        int depth = depth(view, caller);
        for (var child : children) {
            var pids = view.evidence().seen(Status.TYPE, child.pid()).map(Status::namespacePids).orElse(List.of());
            if (depth < pids.size() && pids.get(depth) == number) {
                return child.pid();
            }
        }
        return number;
    }

    private static int depth(NodeView view, int pid) {
        return view.evidence()
                .seen(Status.TYPE, pid)
                .map(status -> Math.max(0, status.namespacePids().size() - 1))
                .orElse(0);
    }

    private static Key infoKey(BlockedCall call) {
        return DescriptorInfo.TYPE.key(call.pid() + "/" + call.number(1));
    }

    @Override
    public Set<Key> wants(NodeView view, Set<Integer> frontier) {
        var wants = new LinkedHashSet<>(BlockedCall.wants(view, frontier));
        for (var call : BlockedCall.all(view)) {
            if (frontier.contains(call.pid()) && call.call().use() == Call.Use.CHILD) {
                if (isPidfd(call)) {
                    wants.add(infoKey(call));
                }
                wants.add(Status.TYPE.key(call.pid()));
                view.childrenOf(call.pid()).forEach(child -> wants.add(Status.TYPE.key(child.pid())));
            }
        }
        return wants;
    }
}
