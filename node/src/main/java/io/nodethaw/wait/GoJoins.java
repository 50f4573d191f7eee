package io.nodethaw.wait;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Joins each call to the connection it was made on and to the goroutine that serves it at the other end. */
final class GoJoins {
    private static final int SHOWN_OF_AN_ID = 12;
    private static final NodeView.Once<String, GoJoins> JOINS = new NodeView.Once<>((view, _) -> new GoJoins(view));

    /**
     * A call with where it went.
     *
     * @param client our end of the connection
     * @param server the other end
     * @param handler who serves it there; empty when nobody does (yet), or it cannot be told
     */
    record Join(GoCall call, Holder client, Holder server, Optional<Goroutine> handler) {
        private Join(GoCall call, Ends connection, Optional<Goroutine> handler) {
            this(call, connection.client(), connection.server(), handler);
        }
    }

    /** The two ends of a connection. */
    private record Ends(Holder client, Holder server) {}

    private record Place(int pid, long goroutine) {}

    private record Kind(int pid, String protocol) {}

    private record Service(int pid, String protocol, String method) {}

    private final NodeView view;
    private final Map<Integer, Map<Long, List<Join>>> known = new HashMap<>();
    private final Map<Kind, ConnectionReaders> clients = new HashMap<>();
    private final Map<Kind, ConnectionReaders> servers = new HashMap<>();
    private final Map<Kind, Map<Integer, Ends>> connections = new HashMap<>();
    private final Map<Service, GoHandlers> handlers = new HashMap<>();
    private final Map<Service, Map<String, List<Ends>>> byContainer = new HashMap<>();

    /** The joins of a view; what was found for one process is known for all who ask. */
    static GoJoins of(NodeView view) {
        return view.once(JOINS, "");
    }

    private GoJoins(NodeView view) {
        this.view = view;
    }

    /** The calls of a process that could be joined. */
    List<Join> of(int pid) {
        return byCaller(pid).values().stream().flatMap(List::stream).toList();
    }

    /** Those of one goroutine. */
    List<Join> of(int pid, long goroutine) {
        return byCaller(pid).getOrDefault(goroutine, List.of());
    }

    private Map<Long, List<Join>> byCaller(int pid) {
        var joins = known.get(pid);
        if (joins == null) {
            joins = GoCall.of(view, pid).stream()
                    .flatMap(call -> join(call).stream())
                    .collect(groupingBy(join -> join.call().goroutine().id(), LinkedHashMap::new, toList()));
            known.put(pid, joins);
        }
        return joins;
    }

    private Optional<Join> join(GoCall call) {
        return sameContainer(call).or(() -> byMemory(call));
    }

    /** The one connection at whose other end the same method is at work on the same container. */
    private Optional<Join> sameContainer(GoCall call) {
        var wanted = KnownFrames.container(call.goroutine());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var there = byContainer(call).getOrDefault(wanted.get(), List.of());
        if (there.size() != 1) {
            return Optional.empty();
        }
        var connection = there.getFirst();
        return handlers(call, connection)
                .about(connection.server().fd(), wanted.get())
                .map(handler -> new Join(call, connection, Optional.of(handler)));
    }

    /** The connections of a client at whose other ends a method is at work, by the container. */
    private Map<String, List<Ends>> byContainer(GoCall call) {
        var service = new Service(call.pid(), call.protocol().name(), call.method());
        var known = byContainer.get(service);
        if (known == null) {
            known = new HashMap<>();
            for (var connection : connections(call).values()) {
                for (var container : handlers(call, connection)
                        .containers(connection.server().fd())) {
                    known.computeIfAbsent(container, _ -> new ArrayList<>()).add(connection);
                }
            }
            byContainer.put(service, known);
        }
        return known;
    }

    /** The connection whose objects are on the caller's stack. What is at work on another container there is not it. */
    private Optional<Join> byMemory(GoCall call) {
        return clients(call.pid(), call.protocol())
                .closest(call.goroutine())
                .flatMap(reader -> Optional.ofNullable(connections(call).get(reader.fd())))
                .map(connection -> {
                    var join = new Join(call, connection, handler(call, connection));
                    return contradicts(call, join) ? new Join(call, connection, Optional.empty()) : join;
                });
    }

    private Optional<Goroutine> handler(GoCall call, Ends connection) {
        var there = handlers(call, connection);
        int fd = connection.server().fd();
        return KnownFrames.container(call.goroutine())
                .flatMap(wanted -> there.about(fd, wanted))
                .or(() -> there.only(fd));
    }

    private static boolean contradicts(GoCall call, Join join) {
        var here = KnownFrames.container(call.goroutine());
        var there = join.handler().flatMap(KnownFrames::container);
        return here.isPresent() && there.isPresent() && !here.equals(there);
    }

    /** The connections of the caller's process, by the open file there. */
    private Map<Integer, Ends> connections(GoCall call) {
        return connections.computeIfAbsent(
                new Kind(call.pid(), call.protocol().name()),
                kind -> connections(kind.pid(), clients(kind.pid(), call.protocol())));
    }

    private Map<Integer, Ends> connections(int pid, ConnectionReaders readers) {
        var sockets = new HashMap<Integer, Long>();
        view.evidence()
                .seen(Descriptors.TYPE, pid)
                .ifPresent(files -> files.open()
                        .forEach(file -> file.socket().ifPresent(inode -> sockets.put(file.number(), inode))));
        var found = new LinkedHashMap<Integer, Ends>();
        for (var reader : readers.all()) {
            Optional.ofNullable(sockets.get(reader.fd()))
                    .flatMap(inode -> peer(pid, inode))
                    .ifPresent(server -> found.put(reader.fd(), new Ends(new Holder(pid, reader.fd()), server)));
        }
        return found;
    }

    /** The other end of a unix connection, in another process. */
    private Optional<Holder> peer(int pid, long inode) {
        return view.socket(inode)
                .map(UnixSockets.Socket::peer)
                .flatMap(peer -> view.socketHolders(peer).stream()
                        .filter(holder -> holder.pid() != pid)
                        .findFirst());
    }

    private ConnectionReaders clients(int pid, Protocol protocol) {
        return clients.computeIfAbsent(
                new Kind(pid, protocol.name()), _ -> ConnectionReaders.of(goroutines(pid), protocol.client()));
    }

    private GoHandlers handlers(GoCall call, Ends connection) {
        var protocol = call.protocol();
        int pid = connection.server().pid();
        return handlers.computeIfAbsent(
                new Service(pid, protocol.name(), call.method()),
                _ -> new GoHandlers(goroutines(pid), servers(pid, protocol), protocol, call.method()));
    }

    private ConnectionReaders servers(int pid, Protocol protocol) {
        return servers.computeIfAbsent(
                new Kind(pid, protocol.name()), _ -> ConnectionReaders.of(goroutines(pid), protocol.server()));
    }

    private List<Goroutine> goroutines(int pid) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(Goroutines::goroutines)
                .orElse(List.of());
    }

    /**
     * Who the caller waits for: the goroutine that serves it while that one waits for a lock or has been at it for minutes, else
     * the process.
     */
    Optional<Vertex> end(Join join) {
        int pid = join.server().pid();
        return view.vertex(pid)
                .map(process -> join.handler()
                        .filter(handler -> KnownFrames.isOutstanding(handler)
                                || LockWait.of(handler)
                                        .filter(LockWait::isExclusive)
                                        .isPresent())
                        .<Vertex>map(handler -> new Vertex.Goroutine(pid, process.startTicks(), handler.id()))
                        .orElse(process));
    }

    /** For how long it has waited at least: as seen, as the runtime says, or as long as what it waits for has. */
    Duration age(Join join) {
        return age(join.call().pid(), join.call().goroutine(), new HashSet<>());
    }

    private Duration age(int pid, Goroutine goroutine, Set<Place> seen) {
        if (!seen.add(new Place(pid, goroutine.id()))) {
            return Duration.ZERO;
        }
        var join = at(pid, goroutine);
        var own = Stream.of(
                join.flatMap(found -> found.call().stood()),
                Optional.of(Duration.ofMinutes(Math.max(0, goroutine.minutes()))),
                ChildWaits.child(view, pid, goroutine).flatMap(view::age),
                join.flatMap(
                        found -> found.handler().map(next -> age(found.server().pid(), next, seen))));
        return own.flatMap(Optional::stream).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** What a person reads: "in Create of 13c5d4c28b7e (gRPC), goroutine 226 there". */
    String text(Join join) {
        var of = container(join)
                .map(id -> " of " + id.substring(0, SHOWN_OF_AN_ID))
                .orElse("");
        var there = join.handler()
                .map(handler -> ", goroutine " + handler.id() + " there")
                .orElse("");
        return "in " + join.call().method() + of + " (" + join.call().protocol().name() + ")" + there;
    }

    /** The container it is about: as the caller's stack shows, or that of who serves it. */
    Optional<String> container(Join join) {
        return container(join.call().pid(), join.call().goroutine(), new HashSet<>());
    }

    private Optional<String> container(int pid, Goroutine goroutine, Set<Place> seen) {
        if (!seen.add(new Place(pid, goroutine.id()))) {
            return Optional.empty();
        }
        return KnownFrames.container(goroutine)
                .or(() -> at(pid, goroutine)
                        .flatMap(join -> join.handler()
                                .flatMap(next -> container(join.server().pid(), next, seen))));
    }

    private Optional<Join> at(int pid, Goroutine goroutine) {
        return of(pid, goroutine.id()).stream().findFirst();
    }
}
