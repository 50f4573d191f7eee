package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
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
        return files.or(() -> why(readings(view, SystemCall.TYPE, pid))).or(() -> inside(view, pid));
    }

    /** What goroutines wait for no system call shows; of what is no Go program nothing is missing. */
    private static Optional<String> inside(NodeView view, int pid) {
        var memory = view.evidence().reading(Goroutines.TYPE, Integer.toString(pid));
        boolean hasNone = memory instanceof Reading.NotAsked<?> not && !not.isHeldUp();
        return hasNone
                ? Optional.empty()
                : why(memory).map(why -> "its memory was not read, where goroutines would tell: " + why);
    }

    private static <T> List<Reading<T>> readings(NodeView view, FactType<T> type, int pid) {
        return view.evidence().readings(type).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(pid + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The first reason of those that are missing; of a thread that ended meanwhile only where no other was seen. */
    private static <T> Optional<String> why(Collection<Reading<T>> readings) {
        boolean seen = readings.stream().anyMatch(reading -> reading.seen().isPresent());
        return readings.stream()
                .filter(reading -> !seen || reading.wasPut() || reading instanceof Reading.Refused<?>)
                .flatMap(reading -> why(reading).stream())
                .findFirst();
    }

    private static Optional<String> why(Reading<?> reading) {
        return switch (reading) {
            case Reading.Seen<?> _ -> Optional.empty();
            case Reading.Silent<?> _ -> Optional.of("reading it takes too long; ask again");
            case Reading.Failed<?>(String why) -> Optional.of(why);
            case Reading.Refused<?>(String why) -> Optional.of(why);
            case Reading.NotAsked<?>(String why, boolean _) -> Optional.of(why);
        };
    }
}
