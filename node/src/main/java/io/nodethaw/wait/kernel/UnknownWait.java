package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes of which it could not be read what they wait for: that no wait of theirs was seen says nothing. */
public final class UnknownWait {
    private UnknownWait() {}

    /** Why what a process waits for is unknown; empty where enough of it was read, or it needs no reading. */
    public static Optional<String> why(NodeView view, Vertex vertex) {
        if (!(vertex instanceof Vertex.Process(int pid, long _)) || StopEdges.keep(view, pid)) {
            return Optional.empty();
        }
        if (!view.isOurs(pid)) {
            return Optional.of("it belongs to a nested node; ask there");
        }
        var files = view.evidence().asked(Descriptors.TYPE.key(pid))
                ? why(List.of(view.evidence().reading(Descriptors.TYPE, Integer.toString(pid))))
                : Optional.<String>empty();
        return files.or(() -> why(readings(view, SystemCall.TYPE, pid)));
    }

    private static <T> List<Reading<T>> readings(NodeView view, FactType<T> type, int pid) {
        return view.evidence().readings(type).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(pid + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The first reason, where none of these was seen. */
    private static <T> Optional<String> why(Collection<Reading<T>> readings) {
        return readings.stream().anyMatch(reading -> reading.seen().isPresent())
                ? Optional.empty()
                : readings.stream().flatMap(reading -> why(reading).stream()).findFirst();
    }

    private static Optional<String> why(Reading<?> reading) {
        return switch (reading) {
            case Reading.Seen<?> _ -> Optional.empty();
            case Reading.Silent<?> _ -> Optional.of("reading it takes too long");
            case Reading.Failed<?>(String why) -> Optional.of(why);
            case Reading.Refused<?>(String why) -> Optional.of(why);
            case Reading.NotAsked<?>(String why, boolean _) -> Optional.of(why);
        };
    }
}
