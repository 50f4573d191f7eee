package io.nodethaw.wait.go;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.NodeView.OpenFile;
import io.nodethaw.wait.go.GoConnections.Ends;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins each call to the connection it was made on and to the goroutine that serves it at the other end. */
final class GoJoins {
    private static final NodeView.Once<String, GoJoins> JOINS =
            new NodeView.Once<>((view, _) -> new GoJoins(view, new GoServices(view)));

    private final GoServices services;
    private final GoMethods methods;
    private final Map<Integer, Map<Long, List<GoJoin>>> known = new HashMap<>();

    /** The joins of a view. What was found for one process is kept for all who ask. */
    static GoJoins of(NodeView view) {
        return view.once(JOINS, "");
    }

    private GoJoins(NodeView view, GoServices services) {
        this.services = services;
        this.methods = new GoMethods(view, services);
    }

    /** The calls of a process that could be joined. */
    List<GoJoin> of(int pid) {
        return byCaller(pid).values().stream().flatMap(List::stream).toList();
    }

    /** The joined calls of one goroutine. */
    List<GoJoin> of(int pid, long goroutine) {
        return byCaller(pid).getOrDefault(goroutine, List.of());
    }

    private Map<Long, List<GoJoin>> byCaller(int pid) {
        var joins = known.get(pid);
        if (joins == null) {
            joins = services.calls(pid).stream()
                    .flatMap(call -> join(call).stream())
                    .collect(groupingBy(join -> join.call().goroutine().id(), LinkedHashMap::new, toList()));
            known.put(pid, joins);
        }
        return joins;
    }

    private Optional<GoJoin> join(GoCall call) {
        return sameContainer(call)
                .or(() -> byMemory(call))
                .or(() -> oneServer(call))
                .or(() -> methods.join(call));
    }

    /** Joins by the container: the only connection at whose other end the same method is served for the same container. */
    private Optional<GoJoin> sameContainer(GoCall call) {
        var wanted = KnownFrames.container(call.goroutine());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var there = services.connections(call, wanted.get());
        if (there.size() != 1) {
            return Optional.empty();
        }
        var connection = there.getFirst();
        return services.handlers(call, connection.server().pid())
                .about(connection.server().fd(), wanted.get())
                .map(handler -> new GoJoin(call, connection, Optional.of(handler)));
    }

    /**
     * Joins by memory: the connection whose objects are on the caller's stack. A goroutine there that serves another container
     * is not the one.
     */
    private Optional<GoJoin> byMemory(GoCall call) {
        return services.readers(call)
                .closest(call.goroutine())
                .flatMap(reader -> services.connections(call).on(reader.fd()))
                .map(connection -> new GoJoin(
                        call, connection, handler(call, connection).filter(handler -> !contradicts(call, handler))));
    }

    private Optional<Goroutine> handler(GoCall call, Ends connection) {
        var there = services.handlers(call, connection.server().pid());
        int fd = connection.server().fd();
        return KnownFrames.container(call.goroutine())
                .flatMap(wanted -> there.about(fd, wanted))
                .or(() -> there.only(fd));
    }

    private static boolean contradicts(GoCall call, Goroutine handler) {
        var here = KnownFrames.container(call.goroutine());
        var there = KnownFrames.container(handler);
        return here.isPresent() && there.isPresent() && !here.equals(there);
    }

    /**
     * Joins by process. When all connections of the caller end at one process, that one is asked, on whichever connection. When
     * they end at several, it is the only one that is seen to serve the method, at least as often as the caller calls it; that
     * is inferred.
     */
    private Optional<GoJoin> oneServer(GoCall call) {
        var ways = services.connections(call);
        var servers = ways.servers();
        if (servers.size() == 1) {
            return Optional.of(join(call, servers.getFirst(), ways.isComplete()));
        }
        var serving = servers.stream()
                .filter(pid -> services.handlers(call, pid).count() > 0)
                .toList();
        return serving.size() == 1
                        && services.handlers(call, serving.getFirst()).count() >= services.alike(call)
                ? Optional.of(join(call, serving.getFirst(), false))
                : Optional.empty();
    }

    private GoJoin join(GoCall call, int pid, boolean certain) {
        var handler = KnownFrames.container(call.goroutine())
                .flatMap(container -> services.handlers(call, pid).about(container));
        return new GoJoin(call, new OpenFile(call.pid(), -1), new OpenFile(pid, -1), handler, certain);
    }
}
