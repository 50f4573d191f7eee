package io.nodethaw.wait;

import io.nodethaw.evidence.UnixSockets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A client and a server of the chain joined by an open connection. What passes over it cannot be read, so the edge is
 * inferred, and only while something of the client's is outstanding (a probe of ours to it, or a victim below the server) and
 * the server is silent, stopped or itself waits.
 */
public final class OpenConnections {
    private OpenConnections() {}

    /**
     * The inferred edges, found from the bottom of the chain up: an edge makes its client a waiter in turn.
     *
     * @param known the edges read so far
     */
    public static List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        var byVertex = new HashMap<Vertex, Role>();
        roles.forEach(role -> byVertex.putIfAbsent(role.vertex(), role));
        var pairs = pairs(view, byVertex);
        var edges = new ArrayList<Edge>(known);
        var inferred = new ArrayList<Edge>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var pair : pairs) {
                if (joined(edges, pair) || !outstanding(pair, byVertex, victims, edges)) {
                    continue;
                }
                var edge = Edge.of(
                        pair.client(),
                        pair.server(),
                        Strength.INFERRED,
                        Wait.OPEN_CONNECTION,
                        "open connection to " + byVertex.get(pair.server()).label(),
                        UnixSockets.TYPE.key());
                edges.add(edge);
                inferred.add(edge);
                grown = true;
            }
        }
        return inferred;
    }

    private record Pair(Vertex client, Vertex server) {}

    private static Set<Pair> pairs(NodeView view, Map<Vertex, Role> roles) {
        var pairs = new HashSet<Pair>();
        for (var accepted : view.sockets()) {
            if (accepted.state() != UnixSockets.State.ESTABLISHED
                    || accepted.path().isEmpty()
                    || accepted.peer() == 0) {
                continue;
            }
            for (var server : vertices(view, accepted.inode(), roles::containsKey)) {
                for (var client : vertices(view, accepted.peer(), roles::containsKey)) {
                    if (!client.equals(server)) {
                        pairs.add(new Pair(client, server));
                    }
                }
            }
        }
        pairs.addAll(pending(view, roles));
        return pairs;
    }

    private static Set<Pair> pending(NodeView view, Map<Vertex, Role> roles) {
        var pairs = new HashSet<Pair>();
        for (var listener : view.sockets()) {
            if (!listener.pending().isEmpty()) {
                Acceptors.of(view, listener).filter(roles::containsKey).ifPresent(server -> listener.pending()
                        .forEach(inode -> vertices(view, inode, roles::containsKey).stream()
                                .filter(client -> !client.equals(server))
                                .forEach(client -> pairs.add(new Pair(client, server)))));
            }
        }
        return pairs;
    }

    private static List<Vertex> vertices(NodeView view, long inode, Predicate<Vertex> wanted) {
        return view.socketHolders(inode).stream()
                .flatMap(holder -> view.vertex(holder.pid()).stream())
                .<Vertex>map(vertex -> vertex)
                .filter(wanted)
                .distinct()
                .toList();
    }

    private static boolean joined(List<Edge> edges, Pair pair) {
        return edges.stream()
                .anyMatch(edge -> edge.leadsOn()
                        && edge.from().equals(pair.client())
                        && edge.to().equals(pair.server()));
    }

    private static boolean outstanding(Pair pair, Map<Vertex, Role> roles, List<Victim> victims, List<Edge> edges) {
        var below = new WaitGraph(edges, victims, List.of()).reach(List.of(pair.server()), Edge::leadsOn);
        boolean victimBelow = victims.stream().anyMatch(victim -> below.contains(victim.vertex()));
        boolean clientIsVictim =
                victims.stream().anyMatch(victim -> victim.vertex().equals(pair.client()));
        boolean clientAsked = clientIsVictim || roles.get(pair.client()).standing() == Role.Standing.SILENT;
        boolean serverWaits = below.size() > 1;
        boolean serverSilent = roles.get(pair.server()).standing() == Role.Standing.SILENT;
        return (clientAsked && (serverSilent || serverWaits)) || (victimBelow && serverWaits);
    }
}
