package io.nodethaw.wait.go;

import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Twice;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * A goroutine that waits for the reply to a remote call.
 *
 * @param method its name alone: "Create"
 * @param stood how long it was seen in the same call, from one reading to the next; empty when it was seen only once
 */
record GoCall(int pid, Goroutine goroutine, Protocol protocol, String method, Optional<Duration> stood) {

    /** Every call under way in a process, except calls that normally last long. */
    static List<GoCall> of(NodeView view, int pid) {
        var twice = view.evidence().twice(Goroutines.TYPE, pid);
        var between = twice.map(Twice::between).orElse(Duration.ZERO);
        var before = new HashMap<Long, Goroutine>();
        twice.ifPresent(seen -> seen.first().goroutines().forEach(goroutine -> before.put(goroutine.id(), goroutine)));
        var now = view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(Goroutines::goroutines)
                .orElse(List.of());
        var calls = new ArrayList<GoCall>();
        for (var goroutine : now) {
            var earlier = Optional.ofNullable(before.get(goroutine.id()));
            for (var protocol : KnownFrames.protocols()) {
                KnownFrames.method(goroutine, protocol)
                        .filter(method -> !KnownFrames.isEndless(method))
                        .map(method -> new GoCall(
                                pid,
                                goroutine,
                                protocol,
                                method,
                                earlier.flatMap(then -> KnownFrames.method(then, protocol))
                                        .filter(method::equals)
                                        .map(_ -> between)))
                        .ifPresent(calls::add);
            }
        }
        return calls;
    }
}
