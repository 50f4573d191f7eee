package io.nodethaw.hop;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.Hit;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.GoDaemon;
import io.nodethaw.wait.go.GoWork;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What all hops are at work on: what each tells of itself, and the requests and calls that goroutines of its processes are in. */
record WorkInFlight(NodeView view, WaitGraph graph, List<Hop> hops) {
    /** A storm of starts has thousands alike. */
    private static final int MOST = 200;

    /** Of one daemon so many are looked at: to tell how old one is, calls are followed from daemon to daemon. */
    private static final int MOST_OF_ONE = 2000;

    /** The oldest first. */
    List<AtWork> all() {
        var own = hops.stream().flatMap(hop -> hop.atWork(view).stream()).toList();
        var told = own.stream().map(AtWork::about).collect(toSet());
        var names = new ContainerNames(view);
        return Stream.concat(own.stream(), requests().filter(work -> !told.contains(work.about())))
                .sorted(Comparator.comparing((AtWork work) -> work.atLeast().orElse(Duration.ZERO))
                        .reversed())
                .limit(MOST)
                .map(work -> work.on().map(hit -> work.on(names.of(hit.id()))).orElse(work))
                .toList();
    }

    private Stream<AtWork> requests() {
        return graph.roles().stream()
                .flatMap(role -> GoDaemon.of(view, role).stream())
                .distinct()
                .flatMap(this::requests);
    }

    private Stream<AtWork> requests(GoDaemon daemon) {
        return view.evidence().seen(Goroutines.TYPE, daemon.process().pid()).stream()
                .flatMap(read -> read.goroutines().stream())
                .flatMap(goroutine -> GoWork.of(goroutine).stream())
                .limit(MOST_OF_ONE)
                .map(work -> new AtWork(
                        daemon.vertex(work.goroutine().id()),
                        work.what(),
                        work.container().or(work.goroutine()::pod).map(Hit::of),
                        work.waitsFor(),
                        daemon.age(work.goroutine()),
                        daemon.key()));
    }
}
