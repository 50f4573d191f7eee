package io.nodethaw.hop;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Crowd;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a look did not read or follow in full, in words. */
final class LeftOut {
    private LeftOut() {}

    static Stream<String> notes(NodeView view, WaitGraph graph) {
        return Stream.of(goroutinesLeftOut(view), filesLeftOut(view), leftOut(view, graph).stream())
                .flatMap(part -> part);
    }

    /** "of the goroutines of dockerd 114 left out: the arguments of 26796 goroutines". */
    private static Stream<String> goroutinesLeftOut(NodeView view) {
        return view.evidence()
                .allSeen(Goroutines.TYPE)
                .filter(read -> !read.leftOut().isEmpty())
                .map(read -> "of the goroutines of " + view.name(read.pid()) + " left out: "
                        + String.join(", ", read.leftOut()));
    }

    /** "of the open files of sleep 500 only the first 16384 were read". */
    private static Stream<String> filesLeftOut(NodeView view) {
        var cut = view.evidence()
                .allSeen(Descriptors.TYPE)
                .filter(read -> read.most().isPresent())
                .toList();
        var others = cut.size() > 1 ? ", and of " + (cut.size() - 1) + " more not all" : "";
        return cut.stream()
                .limit(1)
                .map(read -> "of the open files of " + view.name(read.pid()) + " only the first "
                        + read.open().size() + " were read" + others);
    }

    /** "not looked at closely: 238 runc; others of the same name or parent stand for them". */
    private static Optional<String> leftOut(NodeView view, WaitGraph graph) {
        var victims = graph.victims().stream().map(Victim::vertex).toList();
        var reached = graph.reach(victims, _ -> true);
        var leftOut = Crowd.leftOut(view, graph.hopProcesses(), reached);
        var programs = reached.stream()
                .filter(vertex -> vertex instanceof Vertex.Process(int pid, long _) && leftOut.contains(pid))
                .collect(groupingBy(vertex -> comm(view, vertex), TreeMap::new, counting()));
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(programs.entrySet().stream()
                        .map(program -> program.getValue() + " " + program.getKey())
                        .collect(joining(
                                ", ",
                                "not looked at closely: ",
                                "; others of the same name or parent stand for them")));
    }

    private static String comm(NodeView view, Vertex vertex) {
        return vertex instanceof Vertex.Process(int pid, long _)
                ? view.process(pid).map(ProcessTable.Entry::comm).orElse("")
                : "";
    }
}
