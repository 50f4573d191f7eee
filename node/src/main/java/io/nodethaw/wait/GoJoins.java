package io.nodethaw.wait;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Joins each call to the connection it was made on and to the goroutine that serves it at the other end. */
final class GoJoins {
    private static final int SHOWN_OF_AN_ID = 12;

    /**
     * A call with where it went.
     *
     * @param client our end of the connection
     * @param server the other end
     * @param handler who serves it there; empty when nobody does (yet), or it cannot be told
     */
    record Join(GoCall call, Holder client, Holder server, Optional<Goroutine> handler) {}

    /** One connection of a client: the goroutine that reads it, and its two ends. */
    private record Connection(Goroutine reader, Holder client, Holder server) {}

    private record Place(int pid, long goroutine) {}

    private final NodeView view;
    private final Map<Integer, List<Join>> known = new HashMap<>();

    GoJoins(NodeView view) {
        this.view = view;
    }

    /** The calls of a process that could be joined. */
    List<Join> of(int pid) {
        var joins = known.get(pid);
        if (joins == null) {
            joins = GoCall.of(view, pid).stream()
                    .flatMap(call -> join(call).stream())
                    .toList();
            known.put(pid, joins);
        }
        return joins;
    }

    private Optional<Join> join(GoCall call) {
        var connections = connections(call);
        var all = connections.stream()
                .map(connection -> new Join(call, connection.client(), connection.server(), handler(call, connection)))
                .toList();
        return sameContainer(call, all).or(() -> byMemory(call, connections, all));
    }

    /** The one connection at whose other end the same method is at work on the same container. */
    private static Optional<Join> sameContainer(GoCall call, List<Join> all) {
        var wanted = KnownFrames.container(call.goroutine());
        var same = all.stream()
                .filter(join -> wanted.isPresent()
                        && join.handler().flatMap(KnownFrames::container).equals(wanted))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    /** The connection whose objects are on the caller's stack. What is at work on another container there is not it. */
    private static Optional<Join> byMemory(GoCall call, List<Connection> connections, List<Join> all) {
        return GoHandler.closest(
                        call.goroutine(),
                        connections.stream().map(Connection::reader).toList())
                .flatMap(reader -> all.stream()
                        .filter(join -> GoHandler.reads(reader, call.protocol().client())
                                .equals(Optional.of(join.client().fd())))
                        .findFirst())
                .map(join -> contradicts(call, join)
                        ? new Join(call, join.client(), join.server(), Optional.empty())
                        : join);
    }

    private static boolean contradicts(GoCall call, Join join) {
        var here = KnownFrames.container(call.goroutine());
        var there = join.handler().flatMap(KnownFrames::container);
        return here.isPresent() && there.isPresent() && !here.equals(there);
    }

    private List<Connection> connections(GoCall call) {
        var connections = new ArrayList<Connection>();
        for (var goroutine : goroutines(call.pid())) {
            GoHandler.reads(goroutine, call.protocol().client())
                    .map(fd -> new Holder(call.pid(), fd))
                    .flatMap(client -> peer(client).map(server -> new Connection(goroutine, client, server)))
                    .ifPresent(connections::add);
        }
        return connections;
    }

    /** The other end of a unix connection, in another process. */
    private Optional<Holder> peer(Holder client) {
        return view.evidence()
                .seen(Descriptors.TYPE, client.pid())
                .flatMap(open -> open.find(client.fd()))
                .flatMap(Descriptors.Descriptor::socket)
                .flatMap(view::socket)
                .map(UnixSockets.Socket::peer)
                .flatMap(inode -> view.socketHolders(inode).stream()
                        .filter(holder -> holder.pid() != client.pid())
                        .findFirst());
    }

    private Optional<Goroutine> handler(GoCall call, Connection connection) {
        var there = goroutines(connection.server().pid());
        var readers = there.stream()
                .filter(goroutine ->
                        GoHandler.reads(goroutine, call.protocol().server()).isPresent())
                .toList();
        var reader = readers.stream()
                .filter(goroutine -> GoHandler.reads(goroutine, call.protocol().server())
                        .equals(Optional.of(connection.server().fd())))
                .findFirst();
        var handlers = there.stream()
                .filter(goroutine -> GoHandler.serves(goroutine, call.protocol(), call.method()))
                .filter(goroutine -> GoHandler.closest(goroutine, readers)
                        .filter(closest -> Objects.equals(closest, reader.orElse(null)))
                        .isPresent())
                .toList();
        var wanted = KnownFrames.container(call.goroutine());
        var same = handlers.stream()
                .filter(goroutine ->
                        wanted.isPresent() && KnownFrames.container(goroutine).equals(wanted))
                .toList();
        if (same.size() == 1) {
            return Optional.of(same.getFirst());
        }
        return handlers.size() == 1 ? Optional.of(handlers.getFirst()) : Optional.empty();
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
        return of(pid).stream()
                .filter(join -> join.call().goroutine().id() == goroutine.id())
                .findFirst();
    }
}
