package io.nodethaw.wait.go;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goroutines of dumps that have waited for minutes for something that is no call, lock or child: for somebody to read what they write, for
 * the other end of a fifo, for other goroutines of their process, for a lock whose holder is not in the dump. Whom they wait for, a dump
 * does not tell; the chain ends there, and is told only where the dump shows no call of the process, which would tell more.
 */
public final class LongWaits implements EdgeSource {
    /** Anybody may wait so for a moment. */
    private static final Duration LONG = Duration.ofMinutes(2);

    /**
     * So many that are only counted, without ages, at one place: a lock that goes round serves hundreds in a moment, and who asks a
     * daemon that answers does not ask a hundred times at once.
     */
    private static final int CROWD = 100;

    /** A daemon has more goroutines than that: of so few, somebody has chosen those that tell. */
    static final int CHOSEN = 16;

    private static final FramePattern WRITE = FramePattern.of(
            "net.(*pollDesc).WaitWrite",
            "net.(*pollDesc).waitWrite",
            "internal/poll.(*pollDesc).waitWrite",
            "internal/poll.(*FD).WaitWrite");

    /** github.com/containerd/fifo, since 2016: returns when the other end is opened. */
    private static final FramePattern FIFO = FramePattern.of("*containerd/fifo.OpenFifo");

    private static final FramePattern GROUP = FramePattern.of("sync.(*WaitGroup).Wait");

    /** Packages that only carry out what another one wants. */
    private static final List<String> LIBRARIES = List.of(
            "runtime.", "sync.", "internal/", "net.", "net/", "os.", "io.", "bufio.", "crypto/", "syscall.", "time.");

    /** Functions that wait for all that their process does, as long as it lives. */
    private static final Set<String> LIFELONG =
            Set.of("main", "Run", "run", "Serve", "serve", "Start", "Wait", "Listen");

    private static final long MAIN = 1;

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (int pid : Dumped.all(view)) {
            if (GoCall.of(view, pid).isEmpty()) {
                view.vertex(pid).ifPresent(process -> edges.addAll(of(view, process)));
            }
        }
        return edges;
    }

    /** One edge for all goroutines that wait for the same. */
    private static List<Edge> of(NodeView view, Vertex.Process process) {
        var byEnd = new LinkedHashMap<String, List<Goroutine>>();
        view.evidence()
                .seen(Goroutines.TYPE, process.pid())
                .filter(_ -> OutOfSight.ofClient(view, process).isEmpty())
                .ifPresent(read -> unheld(view, read)
                        .filter(goroutine -> age(goroutine).compareTo(LONG) >= 0)
                        .forEach(goroutine -> byEnd.computeIfAbsent(
                                        "whoever holds a lock in " + view.name(process.pid()), _ -> new ArrayList<>())
                                .add(goroutine)));
        view.evidence().seen(Goroutines.TYPE, process.pid()).stream()
                .flatMap(read -> read.goroutines().stream())
                .filter(goroutine -> age(goroutine).compareTo(LONG) >= 0)
                .forEach(goroutine -> end(view.name(process.pid()), goroutine)
                        .ifPresent(end -> byEnd.computeIfAbsent(end, _ -> new ArrayList<>())
                                .add(goroutine)));
        if (byEnd.isEmpty()) {
            crowd(view, process)
                    .ifPresent(crowd -> byEnd.put("whoever holds a lock in " + view.name(process.pid()), crowd));
        }
        return byEnd.entrySet().stream()
                .map(waiting -> edge(process, waiting.getKey(), waiting.getValue()))
                .toList();
    }

    /**
     * Those that wait for a lock where neither states nor ages are told: in the frames that somebody has chosen to show, and of a whole
     * profile where there is a crowd at one place.
     */
    private static Optional<List<Goroutine>> crowd(NodeView view, Vertex.Process process) {
        var undated = view.evidence().seen(Goroutines.TYPE, process.pid()).stream()
                .filter(_ -> OutOfSight.ofClient(view, process).isEmpty())
                .flatMap(read -> read.goroutines().stream())
                .filter(goroutine -> goroutine.id() < 0)
                .toList();
        var byPlace = new LinkedHashMap<String, List<Goroutine>>();
        undated.stream()
                .filter(goroutine -> LockWait.withoutAddress(goroutine)
                        .filter(GoroutineLock.SyncKind::isExclusive)
                        .isPresent())
                .forEach(goroutine -> byPlace.computeIfAbsent(caller(goroutine).orElse(""), _ -> new ArrayList<>())
                        .add(goroutine));
        boolean chosen = undated.size() <= CHOSEN && !isWhole(undated);
        return byPlace.values().stream()
                .filter(crowd -> chosen || crowd.size() >= CROWD)
                .max(Comparator.comparingInt(List::size));
    }

    /** True where the one that runs main is shown too, and waits for something else: nobody chooses that one. */
    private static boolean isWhole(List<Goroutine> goroutines) {
        return goroutines.stream()
                .filter(goroutine -> goroutine.frames().stream()
                        .anyMatch(frame -> frame.function().equals("main.main")))
                .anyMatch(goroutine -> LockWait.withoutAddress(goroutine).isEmpty());
    }

    /** The goroutines that wait for a lock which nobody in the dump seems to hold. */
    private static Stream<Goroutine> unheld(NodeView view, Goroutines read) {
        var waiters = GoroutineLocks.of(view, read).locks().stream()
                .filter(lock -> lock.isExclusive() && lock.holders().isEmpty())
                .flatMap(lock -> lock.waiters().stream())
                .collect(toSet());
        return read.goroutines().stream().filter(goroutine -> waiters.contains(goroutine.id()));
    }

    private static Duration age(Goroutine goroutine) {
        return Duration.ofMinutes(Math.max(0, goroutine.minutes()));
    }

    private static Optional<String> end(String process, Goroutine goroutine) {
        var who = caller(goroutine);
        if (who.isEmpty()) {
            return Optional.empty();
        }
        if (WRITE.isIn(goroutine) && goroutine.state().startsWith("IO wait")) {
            return Optional.of("the reader of what " + who.get() + " writes");
        }
        if (IdleFrames.has(goroutine)) {
            return Optional.empty();
        }
        if (FIFO.isIn(goroutine)) {
            return Optional.of("the opener of the other end of a fifo, for " + who.get());
        }
        var name = name(who.get());
        boolean group = GROUP.isIn(goroutine)
                && (goroutine.id() != MAIN || !who.get().startsWith("main."))
                && !LIFELONG.contains(name)
                && !name.matches("func\\d+");
        return group ? Optional.of("other goroutines of " + process) : Optional.empty();
    }

    /** The innermost function that is not one of a library: "fluentd.(*fluentd).Close". */
    private static Optional<String> caller(Goroutine goroutine) {
        return goroutine.frames().stream()
                .map(Goroutine.Frame::function)
                .filter(function ->
                        LIBRARIES.stream().noneMatch(function::startsWith) && !function.contains("containerd/fifo."))
                .findFirst()
                .map(function -> function.substring(function.lastIndexOf('/') + 1));
    }

    private static String name(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }

    private static Edge edge(Vertex.Process process, String end, List<Goroutine> waiting) {
        var oldest = waiting.stream().max(Comparator.comparing(LongWaits::age)).orElse(waiting.getFirst());
        var at = caller(oldest).orElse("");
        boolean counted = oldest.id() < 0;
        var text = counted
                ? (waiting.size() == 1 ? "a goroutine waits" : waiting.size() + " goroutines wait") + " for a lock"
                        + (at.isEmpty() ? "" : " in " + at)
                : "goroutine " + oldest.id() + " waits in " + at
                        + (waiting.size() > 1 ? ", " + (waiting.size() - 1) + " more" : "");
        var edge = Edge.of(
                        process,
                        new Vertex.Remote(end),
                        Strength.INFERRED,
                        Wait.GO_LOCK,
                        text,
                        Goroutines.TYPE.key(process.pid()))
                .inShort(new Gist(name(at), waiting.size(), Map.of()));
        return counted ? edge : edge.atLeast(age(oldest));
    }

    /** Nothing: of files that somebody brought no more can be read. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
