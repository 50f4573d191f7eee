package io.nodethaw.wait;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All known waits, and who counts as a victim. For one thread; never changes. */
public final class WaitGraph {
    private final List<Edge> edges;
    private final List<Victim> victims;
    private final Map<Vertex, Role> roles = new LinkedHashMap<>();
    private final Lazy<Map<Vertex, List<Edge>>> leaving = new Lazy<>(() -> by(Edge::from));
    private final Lazy<Map<Vertex, List<Edge>>> arriving = new Lazy<>(() -> by(Edge::to));

    /** @param roles of the vertices; where a vertex has several, the first one counts */
    public WaitGraph(List<Edge> edges, List<Victim> victims, Collection<Role> roles) {
        this.edges = List.copyOf(edges);
        this.victims = List.copyOf(victims);
        roles.forEach(role -> this.roles.putIfAbsent(role.vertex(), role));
        this.edges.forEach(edge -> addRole(edge.to()));
    }

    private Map<Vertex, List<Edge>> by(Function<Edge, Vertex> end) {
        var found = new HashMap<Vertex, List<Edge>>();
        edges.forEach(edge ->
                found.computeIfAbsent(end.apply(edge), _ -> new ArrayList<>()).add(edge));
        return found;
    }

    /** A goroutine has the role of its process. That the process answered our probe says nothing about the goroutine. */
    private void addRole(Vertex vertex) {
        if (vertex instanceof Vertex.Goroutine goroutine) {
            role(goroutine.whole())
                    .ifPresent(role -> roles.putIfAbsent(
                            vertex,
                            new Role(
                                    vertex,
                                    role.hop(),
                                    role.label() + " goroutine " + goroutine.id(),
                                    "",
                                    Role.Standing.NOT_ASKED)));
        }
    }

    /** All edges. */
    public List<Edge> edges() {
        return edges;
    }

    /** All victims. */
    public List<Victim> victims() {
        return victims;
    }

    /** What a vertex is in the chain. */
    public Optional<Role> role(Vertex vertex) {
        return Optional.ofNullable(roles.get(vertex));
    }

    /** The processes that have a part in the chain. */
    public Set<Integer> hopProcesses() {
        var pids = new HashSet<Integer>();
        for (var vertex : roles.keySet()) {
            if (vertex.whole() instanceof Vertex.Process(int pid, long _)) {
                pids.add(pid);
            }
        }
        return pids;
    }

    /** All roles. */
    public Collection<Role> roles() {
        return roles.values();
    }

    /** The waits of this vertex. */
    public List<Edge> from(Vertex vertex) {
        return leaving.get().getOrDefault(vertex, List.of());
    }

    /** Who waits for a vertex. */
    public List<Edge> to(Vertex vertex) {
        return arriving.get().getOrDefault(vertex, List.of());
    }

    /** Every vertex that can be reached from the given ones over edges that count, the given ones included. */
    public Set<Vertex> reach(Collection<? extends Vertex> from, Predicate<Edge> counts) {
        return spread(from, vertex -> from(vertex).stream().filter(counts).map(Edge::to));
    }

    /** Every vertex from which one of the given ones can be reached over edges that count, the given ones included. */
    public Set<Vertex> reachBack(Collection<? extends Vertex> to, Predicate<Edge> counts) {
        return spread(to, vertex -> to(vertex).stream().filter(counts).map(Edge::from));
    }

    /** Every vertex that these steps lead to, the given ones included, in the order they are met. */
    public static Set<Vertex> spread(Collection<? extends Vertex> start, Function<Vertex, Stream<Vertex>> step) {
        var reached = new LinkedHashSet<Vertex>(start);
        var next = new ArrayDeque<Vertex>(reached);
        while (!next.isEmpty()) {
            step.apply(next.remove()).filter(reached::add).forEach(next::add);
        }
        return reached;
    }
}
