package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known about a call by following it from process to process: how long it has waited, for which container, where it
 * ends.
 */
final class CallPaths {
    /** The most calls that are followed from one to the next; no chain of daemons has a tenth of that. */
    private static final int MOST_CALLS = 200;

    private static final int SHOWN_OF_AN_ID = 12;

    /**
     * After this time they are looked at. kubelet gives up most of its own calls after two minutes (runtimeRequestTimeout of its
     * configuration; RunPodSandbox after twice that, remote_runtime.go of pkg/kubelet/cri/remote or k8s.io/cri-client), so few get older.
     */
    private static final Duration LATE = Duration.ofMinutes(1);

    private record Caller(int pid, long goroutine) {}

    private final NodeView view;
    private final GoJoins joins;

    private CallPaths(NodeView view, GoJoins joins) {
        this.view = view;
        this.joins = joins;
    }

    static CallPaths of(NodeView view) {
        return new CallPaths(view, GoJoins.of(view));
    }

    /**
     * Whom the caller waits for: the goroutine that serves its call, when that goroutine waits for a lock or has served it for
     * minutes; otherwise the process. When a process calls itself, it is that goroutine or nobody.
     */
    Optional<Vertex> end(GoJoin join) {
        int pid = join.server().pid();
        return view.vertex(pid)
                .flatMap(process -> join.handler()
                        .filter(handler -> join.isInside() || stands(pid, handler))
                        .<Vertex>map(handler -> new Vertex.Goroutine(pid, process.startTicks(), handler.id()))
                        .or(() -> join.isInside() ? Optional.empty() : Optional.of(process)));
    }

    private boolean stands(int pid, Goroutine handler) {
        return isOutstanding(pid, handler)
                || LockWait.of(handler).filter(LockWait::isExclusive).isPresent();
    }

    /** True when it has served for minutes a request that normally takes seconds. */
    boolean isOutstanding(int pid, Goroutine goroutine) {
        return KnownFrames.servesPromptly(goroutine).isPresent() && isOld(pid, goroutine);
    }

    /** Those of a reading that serve a request which is late, by whatever protocol. */
    Stream<Goroutine> late(Goroutines read) {
        return PromptWork.served(view, read)
                .map(PromptWork.Piece::goroutine)
                .filter(goroutine -> isLate(age(read.pid(), goroutine)));
    }

    /** True for the age of work that normally takes seconds, when it is to be looked at. */
    static boolean isLate(Duration age) {
        return age.compareTo(LATE) >= 0;
    }

    private boolean isOld(int pid, Goroutine goroutine) {
        return age(pid, goroutine).compareTo(OverdueTasks.LIMIT) >= 0;
    }

    /**
     * How long a call has waited at least: as it was seen, as other waits bound it, or as long as the one it waits for has
     * waited.
     */
    Duration age(GoJoin join) {
        return age(join.call().pid(), join.call().goroutine());
    }

    /** The same for any goroutine. */
    Duration age(int pid, Goroutine goroutine) {
        return age(pid, goroutine, new HashSet<>());
    }

    private Duration age(int pid, Goroutine goroutine, Set<Caller> seen) {
        if (isEnd(pid, goroutine, seen)) {
            return Duration.ZERO;
        }
        var join = first(pid, goroutine);
        var own = Stream.of(
                join.flatMap(found -> found.call().stood()),
                Optional.of(GoroutineAges.of(view, pid).atLeast(goroutine)),
                ChildWaits.child(view, pid, goroutine).flatMap(view::age),
                join.flatMap(
                        found -> found.handler().map(next -> age(found.server().pid(), next, seen))));
        return own.flatMap(Optional::stream).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** What a person reads: "in Create of 13c5d4c28b7e (gRPC), goroutine 226 there". */
    String text(GoJoin join) {
        var of = container(join)
                .map(id -> " of " + id.substring(0, SHOWN_OF_AN_ID))
                .orElse("");
        var there = join.handler()
                .map(handler -> ", goroutine " + handler.id() + " there")
                .orElse("");
        return "in " + join.call().method() + of + " (" + join.call().protocol().name() + ")" + there;
    }

    /**
     * The same in few words, for all calls that one edge stands for.
     *
     * @param oldest the one that gives the words
     */
    Gist gist(GoJoin oldest, List<GoJoin> all) {
        var method = oldest.call().method();
        var containers = new LinkedHashMap<String, String>();
        all.forEach(join -> container(join)
                .or(() -> join.call().goroutine().pod())
                .ifPresent(id -> containers.putIfAbsent(id, join.call().method())));
        int alike = (int)
                all.stream().filter(join -> join.call().method().equals(method)).count();
        return new Gist(method + " (" + oldest.call().protocol().name() + ")", alike, containers);
    }

    /** The container that the call is about, from the stack of the caller or of the goroutine that serves it. */
    Optional<String> container(GoJoin join) {
        return container(join.call().pid(), join.call().goroutine(), new HashSet<>());
    }

    private Optional<String> container(int pid, Goroutine goroutine, Set<Caller> seen) {
        if (isEnd(pid, goroutine, seen)) {
            return Optional.empty();
        }
        return KnownFrames.container(goroutine)
                .or(() -> first(pid, goroutine)
                        .flatMap(join -> join.handler()
                                .flatMap(next -> container(join.server().pid(), next, seen))));
    }

    private static boolean isEnd(int pid, Goroutine goroutine, Set<Caller> seen) {
        return seen.size() >= MOST_CALLS || !seen.add(new Caller(pid, goroutine.id()));
    }

    private Optional<GoJoin> first(int pid, Goroutine goroutine) {
        return joins.of(pid, goroutine.id()).stream().findFirst();
    }
}
