package io.nodethaw.wait.go;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers of goroutines for a person, who reads a few of them. */
public final class GoroutineNumbers {
    /** Our own limit: as many as fit into a line with the words around them. */
    private static final int MOST = 10;

    private GoroutineNumbers() {}

    /** "4, 5, 6", or "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 990 more". */
    public static String few(List<Long> ids) {
        int more = Math.max(ids.size() - MOST, 0);
        return ids.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
