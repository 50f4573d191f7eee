package io.nodethaw.evidence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps results that are worked out from the names of functions, because most frames are of few functions. The number of kept
 * names is limited to what a program may have; beyond that, results are worked out each time, because a made-up dump may have
 * only different names.
 */
public final class PerFunction<T> {
    private static final int MOST = 10_000;

    private final Function<String, T> work;
    private final Map<String, T> known = new ConcurrentHashMap<>();

    /** @param work always gives the same result for the same name, never null */
    public PerFunction(Function<String, T> work) {
        this.work = work;
    }

    /** The result for this function. */
    public T of(String function) {
        var found = known.get(function);
        if (found == null) {
            found = work.apply(function);
            if (known.size() < MOST) {
                known.put(function, found);
            }
        }
        return found;
    }
}
