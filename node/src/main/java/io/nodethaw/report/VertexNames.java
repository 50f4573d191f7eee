package io.nodethaw.report;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person calls a vertex. */
final class VertexNames {
    private final NodeView view;
    private final WaitGraph graph;

    VertexNames(NodeView view, WaitGraph graph) {
        this.view = view;
        this.graph = graph;
    }

    /** Its whole name: "shim 2211". */
    String of(Vertex vertex) {
        return Printable.of(role(vertex).map(Role::label).orElseGet(() -> plain(vertex)));
    }

    /** Its name without the number: "shim". */
    String brief(Vertex vertex) {
        var name = of(vertex);
        return vertex instanceof Vertex.Process(int pid, long _) && name.endsWith(" " + pid)
                ? name.substring(0, name.lastIndexOf(' '))
                : name;
    }

    /** Several of a kind: "3 shims". A program's own name stays as it is: "3 runc". */
    String several(Collection<Vertex> vertices) {
        var names = vertices.stream().map(this::brief).distinct().toList();
        var first = vertices.iterator().next();
        boolean program = first instanceof Vertex.Process(int pid, long _)
                && view.process(pid)
                        .filter(process -> process.comm().equals(names.getFirst()))
                        .isPresent();
        return vertices.size() + " " + names.getFirst() + (program ? "" : "s");
    }

    /** Folder of its hop; empty when it belongs to none. */
    String hop(Vertex vertex) {
        return role(vertex).map(Role::hop).orElse("");
    }

    /** Where a reading was last taken; empty when it was never asked for. */
    Optional<Origin> origin(Key key) {
        var samples = view.evidence().all().getOrDefault(key, List.of());
        return samples.isEmpty()
                ? Optional.empty()
                : Optional.of(samples.getLast().origin());
    }

    /**
     * The name of a reading: "unix-sockets", "syscall 12/12"; for a process whose pid a file does not tell, "goroutines of
     * dockerd".
     */
    String of(Key key) {
        return key.instance().startsWith("-") && key.instance().matches("-\\d{1,10}")
                ? key.fact() + " of " + view.name((int) Long.parseLong(key.instance()))
                : key.toString();
    }

    /** What else helps to recognise it; empty when there is nothing. */
    String detail(Vertex vertex) {
        return Printable.of(role(vertex).map(Role::detail).orElse(""));
    }

    private Optional<Role> role(Vertex vertex) {
        return graph.role(vertex);
    }

    private String plain(Vertex vertex) {
        return switch (vertex) {
            case Vertex.Ourselves() -> "nodethaw";
            case Vertex.Process(int pid, long _) -> view.name(pid);
            case Vertex.Goroutine(int pid, long _, long id) -> view.name(pid) + " goroutine " + id;
            case Vertex.BusName(String name) -> name;
            case Vertex.Resource(var kind, String id)
            when switch (kind) {
                case KERNEL, UNIT, PROGRAM, FILE_SYSTEM, LIMIT, CONFIGURATION, START -> true;
                default -> false;
            } -> id;
            case Vertex.Resource(var kind, String id) -> resource(kind.name().toLowerCase(Locale.ROOT), id);
            case Vertex.Remote(String where) -> where;
        };
    }

    /** The kind with the id; some ids already contain the kind: "pipe:[5]". */
    private static String resource(String kind, String id) {
        return id.startsWith(kind) ? id : kind + " " + id;
    }
}
