package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which of very many goroutines only repeat others: they are in the same state and in the same functions. A daemon whose
 * requests pile up has tens of thousands of goroutines of a dozen kinds, and a few of each kind show what all of them wait for.
 */
final class LikeOthers {
    /** The first goroutines are all kept, however many are alike. */
    private static final int FIRST = 2_000;

    /** The most of one kind that are kept after those. */
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
