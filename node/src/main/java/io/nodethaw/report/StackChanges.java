package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the goroutines of a process between two moments.
 *
 * @param same those still there in the same state and frames, without a sign that they have moved in between
 * @param moved those still there, but somewhere else, or back at the same place
 * @param added those that are new
 * @param gone those of the first moment that have ended
 * @param strangers how many ids belong to another goroutine at the other moment, so that these are two processes
 */
record StackChanges(
        List<Goroutine> same, List<Goroutine> moved, List<Goroutine> added, List<Goroutine> gone, int strangers) {

    /** Compares the goroutines that are shown in at least one of the moments. */
    static StackChanges of(List<Goroutine> old, List<Goroutine> now, StackFilter filter) {
        Map<Long, Goroutine> left = new HashMap<>();
        old.forEach(goroutine -> left.put(goroutine.id(), goroutine));
        var changes = new StackChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
        int strangers = 0;
        for (var goroutine : now) {
            var before = left.get(goroutine.id());
            if (before != null && startedAlike(before, goroutine)) {
                left.remove(goroutine.id());
                if (filter.shows(before) || filter.shows(goroutine)) {
                    (stoodStill(before, goroutine) ? changes.same : changes.moved).add(goroutine);
                }
            } else {
                strangers += before == null ? 0 : 1;
                add(goroutine, filter, changes.added);
            }
        }
        old.stream()
                .filter(goroutine -> left.containsKey(goroutine.id()))
                .forEach(goroutine -> add(goroutine, filter, changes.gone));
        return new StackChanges(changes.same, changes.moved, changes.added, changes.gone, strangers);
    }

    private static void add(Goroutine goroutine, StackFilter filter, List<Goroutine> to) {
        if (filter.shows(goroutine)) {
            to.add(goroutine);
        }
    }

    /** True when both have the same creator. A goroutine never changes its creator, and ids are unique only within a process. */
    private static boolean startedAlike(Goroutine one, Goroutine other) {
        return one.creator()
                .map(Goroutine.Creator::function)
                .equals(other.creator().map(Goroutine.Creator::function));
    }

    /**
     * True when it did not move. Each wait has its own age, so an age that has become smaller means that the goroutine left and
     * came back.
     */
    private static boolean stoodStill(Goroutine before, Goroutine now) {
        return now.minutes() >= before.minutes() && StackGroups.alike(before, now);
    }
}
