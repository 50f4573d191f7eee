package io.nodethaw.hop;

import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.BusCalls;
import io.nodethaw.wait.go.BusCalls.BusCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Processes with a connection to the system bus, and the calls over it that they are seen to wait for. */
public final class BusWaits {
    private BusWaits() {}

    /** An edge from each process whose call was read and is one of these, to the process that has to answer. */
    public static List<Edge> read(NodeView view, Predicate<BusCall> which, Vertex callee, Key... readings) {
        var edges = new ArrayList<Edge>();
        for (int pid : clients(view)) {
            var proofs = new ArrayList<>(List.of(Goroutines.TYPE.key(pid), UnixSockets.TYPE.key()));
            proofs.addAll(List.of(readings));
            BusCalls.of(view, pid)
                    .filter(which)
                    .ifPresent(call -> view.vertex(pid)
                            .filter(from -> !from.equals(callee))
                            .ifPresent(from -> edges.add(call.edge(from, callee, proofs.toArray(Key[]::new)))));
        }
        return edges;
    }

    /** Pids of the processes that have a connection to the bus open, accepted or not. */
    public static Set<Integer> clients(NodeView view) {
        var clients = new LinkedHashSet<Integer>();
        for (var path : SystemBus.PATHS) {
            for (var socket : view.socketsAt(path)) {
                if (socket.state() == UnixSockets.State.ESTABLISHED) {
                    view.socketHolders(socket.peer()).forEach(holder -> clients.add(holder.pid()));
                }
                socket.pending()
                        .forEach(inode -> view.socketHolders(inode).forEach(holder -> clients.add(holder.pid())));
            }
        }
        return clients;
    }
}
