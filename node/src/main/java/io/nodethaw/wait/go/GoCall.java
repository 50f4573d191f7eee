package io.nodethaw.wait.go;

import static java.util.stream.Collectors.groupingBy;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Twice;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.OfReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A goroutine that waits for the reply to a remote call.
 *
 * @param method its name alone: "Create"
 * @param stood how long it was seen in the same call, from one reading to the next; empty when it was seen only once
 */
record GoCall(int pid, Goroutine goroutine, Protocol protocol, String method, Optional<Duration> stood) {

    private record Made(Goroutine goroutine, Protocol protocol, String method) {
        boolean isSame(Made other) {
            return goroutine.id() == other.goroutine.id()
                    && protocol.equals(other.protocol)
                    && method.equals(other.method);
        }
    }

    private static final OfReading<Goroutines, List<Made>> MADE = new OfReading<>(read -> read.goroutines().stream()
            .flatMap(GoCall::made)
            .filter(made -> !KnownFrames.isEndless(made.method()))
            .toList());

    private static Stream<Made> made(Goroutine goroutine) {
        return KnownFrames.protocols().stream()
                .flatMap(protocol ->
                        KnownFrames.method(goroutine, protocol)
                                .map(method -> new Made(goroutine, protocol, method))
                                .stream());
    }

    /** Every call under way in a process, except calls that normally last long. */
    static List<GoCall> of(NodeView view, int pid) {
        var twice = view.evidence().twice(Goroutines.TYPE, pid);
        var before = twice.stream()
                .flatMap(seen -> view.of(MADE, seen.first()).stream())
                .collect(groupingBy(made -> made.goroutine().id()));
        return view.evidence().seen(Goroutines.TYPE, pid).stream()
                .flatMap(read -> view.of(MADE, read).stream())
                .map(made -> new GoCall(
                        pid,
                        made.goroutine(),
                        made.protocol(),
                        made.method(),
                        twice.map(Twice::between)
                                .filter(_ -> before
                                        .getOrDefault(made.goroutine().id(), List.of())
                                        .stream()
                                        .anyMatch(made::isSame))))
                .toList();
    }
}
