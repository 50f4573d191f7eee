package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.Occupation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts goroutines that are alike together: the same state and the same functions, files and lines. */
final class StackGroups {
    /** The same number as that of the ids which a moment keeps. */
    private static final int BLOCKED_MAX = 100;

    private StackGroups() {}

    static List<StackGroup> of(List<Goroutine> goroutines) {
        Map<Signature, List<Goroutine>> alike = new LinkedHashMap<>();
        goroutines.forEach(goroutine -> alike.computeIfAbsent(Signature.of(goroutine), _ -> new ArrayList<>())
                .add(goroutine));
        return alike.values().stream()
                .map(StackGroups::group)
                .sorted(StackOrder.ORDER)
                .toList();
    }

    /** True when both are in the same state at the same place, whatever was passed to the functions. */
    static boolean alike(Goroutine one, Goroutine other) {
        return Signature.of(one).equals(Signature.of(other));
    }

    private static StackGroup group(List<Goroutine> alike) {
        var ages = alike.stream()
                .map(Goroutine::minutes)
                .filter(minutes -> minutes > 0) // below one the runtime prints none
                .sorted()
                .toList();
        var sample = alike.getFirst();
        return new StackGroup(
                alike.size(),
                false,
                ages.isEmpty() ? -1 : ages.getLast(),
                ages.isEmpty() ? -1 : ages.get((ages.size() - 1) / 2),
                alike.stream().map(Goroutine::id).toList(),
                sample,
                List.of(),
                Occupation.of(sample),
                blocked(alike));
    }

    private static List<StackGroup.At> blocked(List<Goroutine> alike) {
        return alike.stream()
                .limit(BLOCKED_MAX)
                .flatMap(goroutine ->
                        goroutine.blocked().stream().map(blocked -> new StackGroup.At(goroutine.id(), blocked)))
                .toList();
    }

    private record Signature(String state, List<CodeLine> places) {
        static Signature of(Goroutine goroutine) {
            var places = new ArrayList<CodeLine>();
            goroutine.frames().forEach(frame -> places.add(new CodeLine(frame.function(), frame.file(), frame.line())));
            goroutine
                    .creator()
                    .ifPresent(creator -> places.add(new CodeLine(creator.function(), creator.file(), creator.line())));
            return new Signature(goroutine.state(), places);
        }
    }

    private record CodeLine(String function, String file, int line) {}
}
