package io.nodethaw.core;

import io.nodethaw.golang.LastRuns;
import io.nodethaw.golang.Threads;
import java.util.Set;

/**
 * The threads of a core. It has their numbers as whoever wrote it knows them: the kernel in the pid namespace of the process, gcore in
 * its own; what is in no list is not guessed.
 */
record CoreThreads(Set<Integer> tids) implements Threads {
    @Override
    public int number(long inner) {
        return inner > 0 && inner <= Integer.MAX_VALUE && tids.contains((int) inner) ? (int) inner : 0;
    }

    @Override
    public LastRuns lastRuns() {
        return LastRuns.UNKNOWN;
    }
}
