package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the goroutines of a process between two moments.
 *
 * @param same still there, in the same state and frames, without a sign that they have moved in between
 * @param moved still there, and somewhere else, or back at their place
 * @param added new ones
 * @param gone those of the first moment that have ended
 * @param strangers how many numbers belong to another goroutine in the other moment: these are two processes
 */
record StackChanges(
        List<Goroutine> same, List<Goroutine> moved, List<Goroutine> added, List<Goroutine> gone, int strangers) {

    /** Compares the goroutines that are shown in one of the moments at least. */
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

    /** A goroutine keeps its creator for ever, and its number is unique in a process only. */
    private static boolean startedAlike(Goroutine one, Goroutine other) {
        return one.creator()
                .map(Goroutine.Creator::function)
                .equals(other.creator().map(Goroutine.Creator::function));
    }

    /** The age of a wait begins anew with each wait, so that one that has shrunk tells of a return to the same place. */
    private static boolean stoodStill(Goroutine before, Goroutine now) {
        return now.minutes() >= before.minutes() && StackGroups.alike(before, now);
    }
}
