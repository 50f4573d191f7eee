package io.nodethaw.wait.go;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Remote calls between Go processes: from the goroutine that waits for a reply, over its connection, to the process that has
 * the other end open and the goroutine there that serves the call. Goroutines are read from memory; no process is stopped or
 * signalled for that.
 */
public final class GoroutineEdges implements EdgeSource {
    @Override
    public List<Edge> edges(NodeView view) {
        var joins = GoJoins.of(view);
        var paths = CallPaths.of(view);
        var byPair = new LinkedHashMap<Pair, List<GoJoin>>();
        view.evidence()
                .allSeen(Goroutines.TYPE)
                .map(Goroutines::pid)
                .distinct()
                .flatMap(pid -> joins.of(pid).stream())
                .filter(join -> !join.isInside())
                .forEach(join -> pair(view, paths, join)
                        .ifPresent(pair -> byPair.computeIfAbsent(pair, _ -> new ArrayList<>())
                                .add(join)));
        return byPair.entrySet().stream()
                .map(entry -> edge(view, paths, entry.getKey(), entry.getValue()))
                .toList();
    }

    private record Pair(Vertex from, Vertex to) {}

    private record Aged(GoJoin join, Duration age) {}

    private static Optional<Pair> pair(NodeView view, CallPaths paths, GoJoin join) {
        return view.vertex(join.call().pid()).flatMap(from -> paths.end(join).map(to -> new Pair(from, to)));
    }

    /**
     * One edge for all calls from one process to another: it names the oldest of the most certain ones, and how many more there
     * are.
     */
    private static Edge edge(NodeView view, CallPaths paths, Pair pair, List<GoJoin> all) {
        var aged = all.stream()
                .map(join -> new Aged(join, paths.age(join)))
                .min(Comparator.comparing((Aged one) -> one.join().strength())
                        .thenComparing(Comparator.comparing(Aged::age).reversed()))
                .orElseThrow();
        var oldest = aged.join();
        var more = GoDaemon.count(view, oldest.call().pid(), all.size() - 1);
        var edge = new Edge(
                pair.from(),
                pair.to(),
                oldest.strength(),
                Wait.CALL,
                0,
                oldest.client().fd(),
                oldest.server().fd(),
                oldest.caller() + " " + paths.text(oldest) + (all.size() > 1 ? ", " + more + " more" : ""),
                Optional.empty(),
                readings(oldest));
        var told = edge.inShort(paths.gist(oldest, all));
        return aged.age().isZero() ? told : told.atLeast(aged.age());
    }

    static List<Key> readings(GoJoin join) {
        var readings = new LinkedHashSet<Key>();
        readings.add(Goroutines.TYPE.key(join.call().pid()));
        if (join.isByConnection()) {
            readings.add(UnixSockets.TYPE.key());
            readings.add(Descriptors.TYPE.key(join.call().pid()));
        }
        join.handler()
                .ifPresent(_ -> readings.add(Goroutines.TYPE.key(join.server().pid())));
        return List.copyOf(readings);
    }

    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<Key>();
        for (int pid : reach.closely()) {
            view.process(pid)
                    .filter(process -> pid != ProcessTable.INIT && !process.isKernelThread() && !process.isGone())
                    .ifPresent(_ -> wants.add(Goroutines.TYPE.key(pid)));
        }
        return wants;
    }
}
