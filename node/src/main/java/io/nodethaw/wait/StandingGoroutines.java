package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Goroutines that are in the same functions in both samples of a look, and so have not gone on between. */
public final class StandingGoroutines {
    private StandingGoroutines() {}

    /** Those of a process; none where they were read once, or where nothing of the process could have moved. */
    public static List<Goroutine> of(NodeView view, int pid) {
        var samples = view.evidence().samples(Goroutines.TYPE, Integer.toString(pid)).stream()
                .map(Sample::reading)
                .flatMap(reading -> reading.seen().stream())
                .map(Goroutines::goroutines)
                .toList();
        if (samples.size() < 2 || StopEdges.keep(view, pid)) {
            return List.of();
        }
        var before = new HashMap<Long, Goroutine>();
        samples.getFirst().forEach(goroutine -> before.put(goroutine.id(), goroutine));
        return samples.getLast().stream()
                .filter(goroutine -> before.containsKey(goroutine.id())
                        && functions(goroutine).equals(functions(before.get(goroutine.id()))))
                .toList();
    }

    private static List<String> functions(Goroutine goroutine) {
        return goroutine.frames().stream().map(Goroutine.Frame::function).toList();
    }

    /** True when it serves for minutes what takes seconds. */
    public static boolean isOutstanding(Goroutine goroutine) {
        return KnownFrames.isOutstanding(goroutine);
    }

    /** True when kubelet's PLEG is on its round in it. */
    public static boolean relists(Goroutine goroutine) {
        return KnownFrames.relists(goroutine);
    }

    /** The prompt request that a goroutine serves: "Create"; empty when it serves none. */
    public static Optional<String> serves(Goroutine goroutine) {
        return KnownFrames.serves(goroutine);
    }
}
