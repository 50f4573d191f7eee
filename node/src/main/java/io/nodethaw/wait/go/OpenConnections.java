package io.nodethaw.wait.go;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Acceptors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client and a server of the chain joined by an open connection. What passes over it cannot be read, so the edge is inferred:
 * only while something of the client is outstanding (our probe to it, or a victim below the server) and the server is silent,
 * stopped or waits itself. A client does not wait when its goroutines show that it asks nothing on that connection.
 */
public final class OpenConnections {
    private OpenConnections() {}

    /**
     * The inferred edges, found from the bottom of the chain to the top, because each edge makes its client a waiter too.
     *
     * @param roles in the order of the chain, top to bottom: a client is above its server. What a server tells its clients over
     *     connections that it opens itself (a shim its events) is no wait
     * @param known the edges read so far
     */
    public static List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        if (victims.isEmpty() && roles.stream().noneMatch(OpenConnections::isSilent)) {
            return List.of(); // nothing is outstanding
        }
        var order = roles.stream().map(Role::hop).distinct().toList();
        var pairs = pairs(view, byVertex(roles)).stream()
                .filter(pair -> order.indexOf(pair.client().hop())
                        < order.indexOf(pair.server().hop()))
                .toList();
        if (pairs.isEmpty()) {
            return List.of();
        }
        var victimSet = victims.stream().map(Victim::vertex).collect(toSet());
        var ahead = new Ahead(known);
        var inferred = new ArrayList<Edge>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var pair : pairs) {
                if (!ahead.joins(pair) && outstanding(pair, victimSet, ahead)) {
                    ahead.add(edge(pair));
                    inferred.add(edge(pair));
                    grown = true;
                }
            }
        }
        return inferred;
    }

    /** Which vertices can be reached from a vertex; grows with each inferred edge. */
    private static final class Ahead {
        private final Map<Vertex, Set<Vertex>> next = new HashMap<>();
        private final Map<Vertex, Set<Vertex>> joined = new HashMap<>();

        Ahead(List<Edge> edges) {
            edges.forEach(this::add);
        }

        void add(Edge edge) {
            if (edge.leadsOn()) {
                next.computeIfAbsent(edge.from(), _ -> new LinkedHashSet<>()).add(edge.to());
                joined.computeIfAbsent(edge.from().whole(), _ -> new HashSet<>())
                        .add(edge.to().whole());
            }
        }

        boolean joins(Pair pair) {
            return joined.getOrDefault(pair.client().vertex(), Set.of())
                    .contains(pair.server().vertex());
        }

        Set<Vertex> reach(Vertex start) {
            return WaitGraph.spread(List.of(start), vertex -> next.getOrDefault(vertex, Set.of()).stream());
        }
    }

    private static Edge edge(Pair pair) {
        return Edge.of(
                pair.client().vertex(),
                pair.server().vertex(),
                Strength.INFERRED,
                Wait.OPEN_CONNECTION,
                "open connection to " + pair.server().label(),
                UnixSockets.TYPE.key());
    }

    /** The first role of a vertex counts. */
    private static Map<Vertex, Role> byVertex(List<Role> roles) {
        var byVertex = new HashMap<Vertex, Role>();
        roles.forEach(role -> byVertex.putIfAbsent(role.vertex(), role));
        return byVertex;
    }

    private record Pair(Role client, Role server) {}

    private static Set<Pair> pairs(NodeView view, Map<Vertex, Role> roles) {
        var pairs = new LinkedHashSet<Pair>();
        for (var socket : view.sockets()) {
            if (socket.state() == UnixSockets.State.ESTABLISHED
                    && !socket.path().isEmpty()
                    && socket.peer() != 0) {
                for (var server : holders(view, socket.inode(), roles)) {
                    pairs.addAll(pairs(view, socket.peer(), server, roles));
                }
            }
            if (!socket.pending().isEmpty()) {
                Acceptors.of(view, socket)
                        .flatMap(server -> Optional.ofNullable(roles.get(server)))
                        .ifPresent(server ->
                                socket.pending().forEach(inode -> pairs.addAll(pairs(view, inode, server, roles))));
            }
        }
        return pairs;
    }

    /** The server with each client that has this end open. */
    private static List<Pair> pairs(NodeView view, long clientEnd, Role server, Map<Vertex, Role> roles) {
        return holders(view, clientEnd, roles).stream()
                .filter(client -> !client.vertex().equals(server.vertex()) && !isIdle(view, client, clientEnd, server))
                .map(client -> new Pair(client, server))
                .toList();
    }

    private static boolean isIdle(NodeView view, Role client, long clientEnd, Role server) {
        return client.vertex() instanceof Vertex.Process(int asks, long _)
                && server.vertex() instanceof Vertex.Process(int serves, long _)
                && IdleConnections.isIdle(view, asks, clientEnd, serves);
    }

    private static List<Role> holders(NodeView view, long inode, Map<Vertex, Role> roles) {
        return view.socketHolders(inode).stream()
                .flatMap(holder -> view.vertex(holder.pid()).stream())
                .flatMap(vertex -> Optional.ofNullable(roles.get(vertex)).stream())
                .distinct()
                .toList();
    }

    private static boolean outstanding(Pair pair, Set<Vertex> victims, Ahead ahead) {
        var below = ahead.reach(pair.server().vertex());
        boolean victimBelow = victims.stream().anyMatch(below::contains);
        boolean clientAsked = victims.contains(pair.client().vertex()) || isSilent(pair.client());
        boolean serverWaits = below.size() > 1;
        return (clientAsked && (isSilent(pair.server()) || serverWaits)) || (victimBelow && serverWaits);
    }

    private static boolean isSilent(Role role) {
        return role.standing() == Role.Standing.SILENT;
    }
}
