package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Set;

/**
 * Calls over the bus in dumps that somebody brought without a list of sockets, which would show that they go there: the chain leads
 * to whoever has to answer.
 */
public final class BusOutOfSight implements EdgeSource {
    private static final String SYSTEMD = "systemd";

    @Override
    public List<Edge> edges(NodeView view) {
        if (view.evidence().seen(UnixSockets.TYPE).isPresent()) {
            return List.of(); // the hops that answer know more
        }
        return Dumped.all(view).stream()
                .flatMap(pid -> view.vertex(pid).stream()
                        .flatMap(process -> BusCalls.of(view, pid).stream()
                                .map(call -> call.edge(process, callee(view, call), Goroutines.TYPE.key(pid)))))
                .toList();
    }

    private static Vertex callee(NodeView view, BusCalls.BusCall call) {
        return switch (call.callee()) {
            case SYSTEMD ->
                view.process(ProcessTable.INIT)
                        .filter(init -> init.comm().equals(SYSTEMD))
                        .<Vertex>map(Vertex.Process::of)
                        .orElse(new Vertex.Remote(SYSTEMD));
            case BUS -> new Vertex.Remote("dbus-daemon");
        };
    }

    /** Nothing: of files that somebody brought no more can be read. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
