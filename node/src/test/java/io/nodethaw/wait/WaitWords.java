package io.nodethaw.wait;

import java.util.List;

/** Says edges in words, so that a test reads: "cat 20 fd 3 needs tee 21 fd 4: pipe". */
public final class WaitWords {
    private WaitWords() {}

    /** The waits that one source finds, in words. */
    public static List<String> waits(EdgeSource source, NodeEvidence node) {
        return waits(source, node.view());
    }

    /** The waits that one source finds, in words. */
    public static List<String> waits(EdgeSource source, NodeView view) {
        return tell(source.edges(view), view);
    }

    /** Edges in words. */
    public static List<String> tell(List<Edge> edges, NodeView view) {
        return edges.stream().map(edge -> tell(edge, view)).toList();
    }

    private static String tell(Edge edge, NodeView view) {
        return name(edge.from(), view) + fd(edge.fd()) + " " + edge.strength().word() + " " + name(edge.to(), view)
                + fd(edge.peerFd()) + ": " + edge.kind().word();
    }

    private static String fd(int number) {
        return number < 0 ? "" : " fd " + number;
    }

    /** A vertex in words. */
    public static String name(Vertex vertex, NodeView view) {
        return switch (vertex) {
            case Vertex.Ourselves() -> "nodethaw";
            case Vertex.Process(int pid, long _) -> view.name(pid);
            case Vertex.BusName(String name) -> name;
            case Vertex.Goroutine(int pid, long _, long id) -> view.name(pid) + " goroutine " + id;
            case Vertex.Resource(var _, String id) -> id;
            case Vertex.Remote(String where) -> where;
        };
    }
}
