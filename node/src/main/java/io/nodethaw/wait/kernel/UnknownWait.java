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

/** Tells for which processes it could not be read what they wait for. That no wait of theirs was seen says nothing. */
public final class UnknownWait {
    private UnknownWait() {}

    /** Why it is unknown what a process waits for; empty when enough was read, or nothing needs to be read. */
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

    /**
     * The waits of goroutines show in no system call, so memory that was not read is missing. For a program that is not written
     * in Go nothing is missing.
     */
    private static Optional<String> inside(NodeView view, int pid) {
        var memory = view.evidence().reading(Goroutines.TYPE, Integer.toString(pid));
        boolean hasNone = memory instanceof Reading.NotAsked<?> not && !not.isHeldUp() && !not.isNotStarted();
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

    /**
     * The first reason among the missing readings. A thread that ended meanwhile is a reason only when no other thread was
     * read.
     */
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
