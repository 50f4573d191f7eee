package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of a great many goroutines, which are one more of those that were made already: in the same state, in the same functions. A daemon
 * whose requests pile up has tens of thousands of a dozen kinds, and some of each kind tell what all of them wait for.
 */
final class LikeOthers {
    /** So many are made whatever they are like. */
    private static final int FIRST = 2_000;

    /** So many of a kind are made after that. */
    private static final int OF_A_KIND = 50;

    private final Map<Likeness, Integer> kinds = new HashMap<>();
    private int made;
    private int leftOut;

    private record Likeness(String state, List<String> functions) {}

    /** True when this one is left out. */
    boolean leavesOut(String state, List<Goroutine.Frame> frames) {
        var functions = frames.stream().map(Goroutine.Frame::function).toList();
        int alike = kinds.merge(new Likeness(state, functions), 1, Integer::sum);
        boolean isOneMore = made >= FIRST && alike > OF_A_KIND;
        made += isOneMore ? 0 : 1;
        leftOut += isOneMore ? 1 : 0;
        return isOneMore;
    }

    /** How many were left out. */
    int leftOut() {
        return leftOut;
    }
}
