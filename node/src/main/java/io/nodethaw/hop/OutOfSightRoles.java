package io.nodethaw.hop;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The hops of those whom files only tell of in words: "the shim of that container", "containerd". A chain that ends there is
 * undetermined, and it helps to know in which hop it does.
 */
final class OutOfSightRoles {
    private final List<Hop> hops;

    OutOfSightRoles(List<Hop> hops) {
        this.hops = hops;
    }

    /** Those that an edge of files leads to; none where there are no files. */
    List<Role> roles(NodeView view, List<Edge> edges) {
        var roles = new ArrayList<Role>();
        if (!view.evidence().isFromFiles()) {
            return roles;
        }
        edges.stream().map(Edge::to).distinct().forEach(vertex -> {
            if (vertex instanceof Vertex.Remote(String where)) {
                hop(where)
                        .ifPresent(hop -> roles.add(new Role(vertex, hop.name(), where, "", Role.Standing.NOT_ASKED)));
            }
        });
        return roles;
    }

    /** The only hop that the words are about: what they call it counts before the names of programs, which may be those of a parent. */
    private Optional<Hop> hop(String where) {
        return only(hop -> hop.words().stream().anyMatch(where::contains))
                .or(() -> only(hop -> hop.programs().stream().anyMatch(program -> names(where, program))));
    }

    private Optional<Hop> only(Predicate<Hop> about) {
        var found = hops.stream().filter(about).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static boolean names(String where, String program) {
        return where.contains(program)
                && Pattern.compile("(?<![\\w-])" + Pattern.quote(program) + "(?![\\w-])")
                        .matcher(where)
                        .find();
    }
}
