package io.nodethaw.dump;

import java.util.TreeMap;

/**
 * About how long a number of goroutines have waited, in minutes. The runtime notices a wait only at a garbage collection, dates
 * it back to the collection before, and prints nothing below one minute.
 *
 * @param known how many of them have an age; the other numbers are about these, or -1 when there are none
 * @param median the lower one of the two in the middle
 */
public record Ages(long known, int least, int median, int most) {
    /** No age is known. */
    public static final Ages NONE = new Ages(0, -1, -1, -1);

    /** Counts ages. */
    static final class Builder {
        /** With more different ages than this, they are counted in steps of a 64th. */
        private static final int MOST = 4_096;

        private static final int EXACT_BITS = 6;

        private final TreeMap<Integer, Long> counts = new TreeMap<>();
        private long known;

        void add(int minutes, long count) {
            if (minutes >= 0) {
                counts.merge(counts.size() < MOST ? minutes : rounded(minutes), count, Long::sum);
                known += count;
            }
        }

        private static int rounded(int minutes) {
            int dropped = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(minutes) - EXACT_BITS);
            return minutes >>> dropped << dropped;
        }

        Ages build() {
            return known == 0 ? NONE : new Ages(known, counts.firstKey(), median(), counts.lastKey());
        }

        private int median() {
            long before = 0;
            for (var entry : counts.entrySet()) {
                before += entry.getValue();
                if (before * 2 >= known) {
                    return entry.getKey();
                }
            }
            return counts.lastKey();
        }
    }
}
