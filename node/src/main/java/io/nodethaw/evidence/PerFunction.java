package io.nodethaw.evidence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is worked out of the name of a function, kept: most frames are of a few functions. Of more than a program has it is worked out each
 * time, since a dump may be made up of names that are all different.
 */
public final class PerFunction<T> {
    private static final int MOST = 10_000;

    private final Function<String, T> work;
    private final Map<String, T> known = new ConcurrentHashMap<>();

    /** @param work gives the same for the same name, and never null */
    public PerFunction(Function<String, T> work) {
        this.work = work;
    }

    /** Of this function. */
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
