package io.nodethaw.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many goroutines the dumps of a file keep together: a log may hold thousands of dumps. What the newest one needs those before it give
 * up, the oldest first: of each first what has many alike. The first dump is the last to give up the rest, as others are compared with it.
 */
final class KeptRoom {
    /** How many of the first goroutines of a dump are kept, whatever they are. */
    static final int FIRST = 50_000;

    private final int first;
    private final int most;
    private final Map<Integer, KeptGoroutines> byDump = new HashMap<>();
    private final List<KeptGoroutines> inOrder = new ArrayList<>();
    private int used;
    private int thinned;
    private int emptied = 1;

    KeptRoom() {
        this(FIRST);
    }

    /** As much room again is there for what comes behind the first ones. */
    KeptRoom(int first) {
        this.first = first;
        this.most = 2 * first;
    }

    /** Those of the dump with this number. */
    KeptGoroutines of(int dump) {
        return byDump.computeIfAbsent(dump, _ -> next());
    }

    private KeptGoroutines next() {
        if (!inOrder.isEmpty()) {
            inOrder.getLast().end();
        }
        var next = new KeptGoroutines(this, first);
        inOrder.add(next);
        return next;
    }

    /** Takes room for one more of the newest dump; false where there is none. */
    boolean take() {
        if (used < most) {
            used++;
            return true;
        }
        return givesUp(); // what one leaves another takes
    }

    private boolean givesUp() {
        int newest = inOrder.size() - 1;
        while (thinned < newest) {
            if (inOrder.get(thinned).giveUpCommon()) {
                return true;
            }
            thinned++;
        }
        while (emptied < newest) {
            if (inOrder.get(emptied).giveUpAny()) {
                return true;
            }
            emptied++;
        }
        return newest > 0 && inOrder.getFirst().giveUpAny()
                || inOrder.get(newest).giveUpCommon();
    }
}
