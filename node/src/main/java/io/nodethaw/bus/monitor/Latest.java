package io.nodethaw.bus.monitor;

import java.util.LinkedHashSet;

/** The names that were added last; those before them are forgotten, so that there is always room. Used by one thread. */
final class Latest {
    private final LinkedHashSet<String> names = new LinkedHashSet<>();
    private final int most;

    /** @param most how many are kept */
    Latest(int most) {
        this.most = most;
    }

    /** Adds one; false where it is there already. */
    boolean add(String name) {
        boolean fresh = names.add(name);
        if (names.size() > most) {
            names.removeFirst();
        }
        return fresh;
    }

    void remove(String name) {
        names.remove(name);
    }

    void clear() {
        names.clear();
    }
}
