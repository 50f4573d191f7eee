package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.OfReading;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.kernel.StopEdges;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Waits inside a Go process: from a goroutine that waits for a lock to the one that probably holds it, and on to whatever that
 * one waits for: another lock, a channel, a remote call, a child. Goroutines that have served a request for minutes are
 * followed in the same way. A deadlock of goroutines is a cycle of such waits.
 */
public final class GoroutineLockEdges implements EdgeSource {
    private static final OfReading<Goroutines, Boolean> QUEUES = new OfReading<>(read -> read.goroutines().stream()
            .anyMatch(goroutine ->
                    LockWait.of(goroutine).filter(LockWait::isExclusive).isPresent()));

    @Override
    public List<Edge> edges(NodeView view) {
        var paths = CallPaths.of(view);
        var edges = new ArrayList<Edge>();
        view.evidence().allSeen(Goroutines.TYPE).forEach(read -> {
            boolean waits = view.of(QUEUES, read) || paths.late(read).findAny().isPresent();
            if (waits && !StopEdges.keep(view, read.pid())) {
                view.vertex(read.pid())
                        .ifPresent(process -> edges.addAll(new GoroutineWaits(view, process, read).edges()));
            }
        });
        return edges;
    }

    /** Nothing more: the goroutines of the frontier are already read because of the calls between processes. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
