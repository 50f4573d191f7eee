package io.nodethaw.wait.go;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.NodeView.Holder;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.GoConnections.Ends;
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
    /** Calls that are followed from one to the next; no chain of daemons has a tenth of that. */
    private static final int MOST_CALLS = 200;

    private static final int SHOWN_OF_AN_ID = 12;

    /** A request that takes seconds is no prompt one any more. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final NodeView.Once<String, GoJoins> JOINS = new NodeView.Once<>((view, _) -> new GoJoins(view));

    /**
     * A call with where it went.
     *
     * @param client our end of the connection; without a file where it may be one of several that end at the same process
     * @param server the other end
     * @param handler who serves it there; empty when nobody does (yet), or it cannot be told
     * @param certain false when it may have gone elsewhere as well: on a connection that was opened after those were read
     */
    record Join(GoCall call, Holder client, Holder server, Optional<Goroutine> handler, boolean certain) {
        private Join(GoCall call, Ends connection, Optional<Goroutine> handler) {
            this(call, connection.client(), connection.server(), handler, true);
        }

        /** A call that stood still from one reading to the next waits for its answer. */
        Strength strength() {
            return certain && call.stood().isPresent() ? Strength.NEEDS : Strength.INFERRED;
        }

        /** True when the process asks itself, as kubelet does with the dockershim that it serves. */
        boolean isInside() {
            return client.pid() == server.pid();
        }
    }

    private record Place(int pid, long goroutine) {}

    private record Kind(int pid, String protocol) {}

    private record Service(int pid, String protocol, String method) {}

    private final NodeView view;
    private final Map<Integer, Map<Long, List<Join>>> known = new HashMap<>();
    private final Map<Integer, List<GoCall>> calls = new HashMap<>();
    private final Map<Kind, ConnectionReaders> clients = new HashMap<>();
    private final Map<Kind, ConnectionReaders> servers = new HashMap<>();
    private final Map<Kind, GoConnections> connections = new HashMap<>();
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
            joins = callsOf(pid).stream()
                    .flatMap(call -> join(call).stream())
                    .collect(groupingBy(join -> join.call().goroutine().id(), LinkedHashMap::new, toList()));
            known.put(pid, joins);
        }
        return joins;
    }

    private Optional<Join> join(GoCall call) {
        return sameContainer(call).or(() -> byMemory(call)).or(() -> oneServer(call));
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
        return handlers(call, connection.server())
                .about(connection.server().fd(), wanted.get())
                .map(handler -> new Join(call, connection, Optional.of(handler)));
    }

    /** The connections of a client at whose other ends a method is at work, by the container. */
    private Map<String, List<Ends>> byContainer(GoCall call) {
        var service = new Service(call.pid(), call.protocol().name(), call.method());
        var known = byContainer.get(service);
        if (known == null) {
            known = new HashMap<>();
            for (var connection : connections(call).all()) {
                for (var container : handlers(call, connection.server())
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
                .flatMap(reader -> connections(call).on(reader.fd()))
                .map(connection -> new Join(
                        call, connection, handler(call, connection).filter(handler -> !contradicts(call, handler))));
    }

    private Optional<Goroutine> handler(GoCall call, Ends connection) {
        var there = handlers(call, connection.server());
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
     * The process at which every connection of the caller ends: whichever of them it is, that one is asked. Of several the one that
     * alone is seen to serve the method, at least as often as this process asks for it: that is inferred.
     */
    private Optional<Join> oneServer(GoCall call) {
        var ways = connections(call);
        var servers = ways.servers();
        if (servers.size() == 1) {
            return Optional.of(join(call, servers.getFirst(), ways.isComplete()));
        }
        var serving = servers.stream()
                .filter(pid -> handlers(call, new Holder(pid, -1)).count() > 0)
                .toList();
        return serving.size() == 1
                        && handlers(call, new Holder(serving.getFirst(), -1)).count() >= alike(call)
                ? Optional.of(join(call, serving.getFirst(), false))
                : Optional.empty();
    }

    private Join join(GoCall call, int pid, boolean certain) {
        var server = new Holder(pid, -1);
        var handler = KnownFrames.container(call.goroutine())
                .flatMap(container -> handlers(call, server).about(container));
        return new Join(call, new Holder(call.pid(), -1), server, handler, certain);
    }

    /** How many calls of the same method the process has under way. */
    private long alike(GoCall call) {
        return callsOf(call.pid()).stream()
                .filter(other -> other.protocol().equals(call.protocol())
                        && other.method().equals(call.method()))
                .count();
    }

    private List<GoCall> callsOf(int pid) {
        return calls.computeIfAbsent(pid, _ -> GoCall.of(view, pid));
    }

    /** The connections of the caller's process. */
    private GoConnections connections(GoCall call) {
        return connections.computeIfAbsent(
                new Kind(call.pid(), call.protocol().name()),
                kind -> new GoConnections(view, kind.pid(), clients(kind.pid(), call.protocol())));
    }

    private ConnectionReaders clients(int pid, Protocol protocol) {
        return clients.computeIfAbsent(
                new Kind(pid, protocol.name()), _ -> ConnectionReaders.of(goroutines(pid), protocol.client()));
    }

    private GoHandlers handlers(GoCall call, Holder server) {
        var protocol = call.protocol();
        int pid = server.pid();
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
     * the process. In its own process it is that goroutine, or nobody.
     */
    Optional<Vertex> end(Join join) {
        int pid = join.server().pid();
        return view.vertex(pid)
                .flatMap(process -> join.handler()
                        .filter(handler -> join.isInside() || stands(pid, handler))
                        .<Vertex>map(handler -> new Vertex.Goroutine(pid, process.startTicks(), handler.id()))
                        .or(() -> join.isInside() ? Optional.empty() : Optional.of(process)));
    }

    private boolean stands(int pid, Goroutine handler) {
        return isOutstanding(pid, handler)
                || LockWait.of(handler).filter(LockWait::isExclusive).isPresent();
    }

    /** True when it serves for minutes what takes seconds. */
    boolean isOutstanding(int pid, Goroutine goroutine) {
        return KnownFrames.serves(goroutine).isPresent() && age(pid, goroutine).compareTo(LONG) >= 0;
    }

    /** For how long a call has waited at least: as seen, as other waits bound it, or as long as what it waits for has. */
    Duration age(Join join) {
        return age(join.call().pid(), join.call().goroutine());
    }

    /** The same of any goroutine. */
    Duration age(int pid, Goroutine goroutine) {
        return age(pid, goroutine, new HashSet<>());
    }

    private Duration age(int pid, Goroutine goroutine, Set<Place> seen) {
        if (seen.size() >= MOST_CALLS || !seen.add(new Place(pid, goroutine.id()))) {
            return Duration.ZERO;
        }
        var join = at(pid, goroutine);
        var own = Stream.of(
                join.flatMap(found -> found.call().stood()),
                Optional.of(GoroutineAges.of(view, pid).atLeast(goroutine)),
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
        if (seen.size() >= MOST_CALLS || !seen.add(new Place(pid, goroutine.id()))) {
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
