package io.nodethaw.wait.go;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.go.GoConnections.Ends;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is needed to join calls: the calls under way in each process, the connections it makes them on, and who serves which
 * method at the other ends. It is found once for all calls of a view.
 */
final class GoServices {
    private record Client(int pid, String protocol) {}

    private record Service(int pid, String protocol, String method) {}

    private final NodeView view;
    private final Map<Integer, List<GoCall>> calls = new HashMap<>();
    private final Map<Client, ConnectionReaders> clients = new HashMap<>();
    private final Map<Client, ConnectionReaders> servers = new HashMap<>();
    private final Map<Client, GoConnections> connections = new HashMap<>();
    private final Map<Service, GoHandlers> handlers = new HashMap<>();
    private final Map<Service, Map<String, List<Ends>>> byContainer = new HashMap<>();

    GoServices(NodeView view) {
        this.view = view;
    }

    /** Every call of a process. */
    List<GoCall> calls(int pid) {
        return calls.computeIfAbsent(pid, _ -> GoCall.of(view, pid));
    }

    /** How many calls of the same method the caller's process has under way. */
    long alike(GoCall call) {
        return calls(call.pid()).stream()
                .filter(other -> other.protocol().equals(call.protocol())
                        && other.method().equals(call.method()))
                .count();
    }

    /** Who reads the replies on the connections of the caller's process. */
    ConnectionReaders readers(GoCall call) {
        return clients(call.pid(), call.protocol());
    }

    /** The connections of the caller's process. */
    GoConnections connections(GoCall call) {
        return connections.computeIfAbsent(
                new Client(call.pid(), call.protocol().name()),
                kind -> new GoConnections(view, kind.pid(), clients(kind.pid(), call.protocol())));
    }

    /** The caller's connections at whose other end the method is served for this container. */
    List<Ends> connections(GoCall call, String container) {
        var service = new Service(call.pid(), call.protocol().name(), call.method());
        var known = byContainer.get(service);
        if (known == null) {
            known = new HashMap<>();
            for (var connection : connections(call).all()) {
                var there = handlers(call, connection.server().pid());
                for (var id : there.containers(connection.server().fd())) {
                    known.computeIfAbsent(id, _ -> new ArrayList<>()).add(connection);
                }
            }
            byContainer.put(service, known);
        }
        return known.getOrDefault(container, List.of());
    }

    /** The goroutines of a process that serve the method of a call. */
    GoHandlers handlers(GoCall call, int pid) {
        var protocol = call.protocol();
        return handlers.computeIfAbsent(
                new Service(pid, protocol.name(), call.method()),
                _ -> new GoHandlers(goroutines(pid), servers(pid, protocol), protocol, call.method()));
    }

    private ConnectionReaders clients(int pid, Protocol protocol) {
        return clients.computeIfAbsent(
                new Client(pid, protocol.name()),
                _ -> ConnectionReaders.of(goroutines(pid), protocol.client(), protocol.writers()));
    }

    private ConnectionReaders servers(int pid, Protocol protocol) {
        return servers.computeIfAbsent(
                new Client(pid, protocol.name()),
                _ -> ConnectionReaders.of(goroutines(pid), protocol.server(), FunctionNames.of()));
    }

    /** All goroutines of a process, as they were read last. */
    List<Goroutine> goroutines(int pid) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(Goroutines::goroutines)
                .orElse(List.of());
    }
}
