package io.nodethaw.dump;

import java.util.ArrayList;
import java.util.List;

/**
 * What could not be read.
 *
 * @param first the first ones, in the order of the file
 * @param more how many followed
 */
public record Problems(List<Problem> first, long more) {
    /** The most that are kept; the rest is only counted, because a file may consist of nothing else. */
    static final int MOST = 1_000;

    public Problems {
        first = List.copyOf(first);
    }

    /** Collects them. */
    static final class Builder {
        private final List<Problem> first = new ArrayList<>();
        private long more;

        void add(long line, String what) {
            if (first.size() < MOST) {
                first.add(new Problem(line, what));
            } else {
                more++;
            }
        }

        Problems build() {
            return new Problems(first, more);
        }
    }
}
