package io.nodethaw.collect.memory.go;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Addresses of objects that lie on the stacks of several goroutines. A lock's lies on that of the goroutine that has it, a
 * connection's on those of the call and of the goroutine that reads it. What very many know tells nothing.
 */
final class SharedWords {
    /** On so many stacks at most. */
    private static final int MOST_STACKS = 8;

    /** Addresses kept of one goroutine. */
    private static final int MOST_KEPT = 64;

    /** Words looked at of one stack: what is deepest below was passed down last. */
    private static final int MOST_WORDS = 8192;

    /** The heap is one range, but for what little may be missing: so far from a goroutine's struct are its other objects. */
    private static final long HEAP = 64L << 30;

    private final ElfImage image;
    private long lowest = Long.MAX_VALUE;
    private long highest;
    private final List<long[]> stacks = new ArrayList<>();
    private long[] ranges = new long[64];
    private int rangeCount;
    private long[] buffer = new long[256];

    SharedWords(ElfImage image) {
        this.image = image;
    }

    /** Takes the words of a live stack. */
    void add(G g, Stack stack) {
        int count = 0;
        long before = 0;
        long top = Math.max(g.top(), stack.start()) & -8;
        for (long at = top; stack.holds(at) && count < MOST_WORDS; at += 8) {
            long word = stack.word(at);
            if ((word & 7) == 0 && Objects.isPointer(word) && word != before && !(word >= g.low() && word < g.high())) {
                if (count == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * count);
                }
                buffer[count++] = word;
                before = word;
            }
        }
        stacks.add(distinct(count));
        lowest = Math.min(lowest, g.address());
        highest = Math.max(highest, g.address());
        addRange(g);
    }

    /** A goroutine whose stack is not known. */
    void addUnknown() {
        stacks.add(new long[0]);
    }

    private void addRange(G g) {
        if (rangeCount + 2 > ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * rangeCount);
        }
        ranges[rangeCount++] = g.low();
        ranges[rangeCount++] = g.high();
    }

    private long[] distinct(int count) {
        Arrays.sort(buffer, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || buffer[i] != buffer[kept - 1]) {
                buffer[kept++] = buffer[i];
            }
        }
        return Arrays.copyOf(buffer, kept);
    }

    /**
     * The shared addresses of each goroutine, in the order they were added.
     *
     * @param locks kept however many goroutines have them
     */
    List<List<Long>> find(Set<Long> locks) {
        var counts = new Counts(stacks.stream().mapToInt(words -> words.length).sum());
        stacks.forEach(words -> {
            for (long word : words) {
                counts.add(word);
            }
        });
        var sorted = Arrays.copyOf(ranges, rangeCount);
        Arrays.sort(sorted); // stacks do not overlap
        var all = new ArrayList<List<Long>>(stacks.size());
        for (var words : stacks) {
            all.add(kept(words, counts, locks, sorted));
        }
        return all;
    }

    /** The locks first, then what the fewest share. */
    private List<Long> kept(long[] words, Counts counts, Set<Long> locks, long[] sorted) {
        var kept = new TreeSet<Long>();
        for (long word : words) {
            if (locks.contains(word)) {
                kept.add(word);
            }
        }
        for (int shared = 2; shared <= MOST_STACKS && kept.size() < MOST_KEPT; shared++) {
            for (long word : words) {
                if (counts.of(word) == shared
                        && kept.size() < MOST_KEPT
                        && isHeap(word)
                        && !isStack(word, sorted)) {
                    kept.add(word);
                }
            }
        }
        return List.copyOf(kept);
    }

    private boolean isHeap(long word) {
        return word > lowest - HEAP && word < highest + HEAP && !image.holds(word);
    }

    /** Behind an odd number of bounds, an address is inside a stack. */
    private static boolean isStack(long word, long[] sorted) {
        int found = Arrays.binarySearch(sorted, word);
        int behind = found >= 0 ? found + 1 : -found - 1;
        return (behind & 1) == 1;
    }

    /** How often each word was added: a hash table of open addresses. */
    private static final class Counts {
        private final long[] words;
        private final int[] counts;
        private final int mask;

        Counts(int most) {
            int size = Integer.highestOneBit(Math.max(most, 8)) << 2;
            words = new long[size];
            counts = new int[size];
            mask = size - 1;
        }

        void add(long word) {
            int at = place(word);
            words[at] = word;
            counts[at]++;
        }

        int of(long word) {
            return counts[place(word)];
        }

        private int place(long word) {
            int at = (int) (word * 0x9e3779b97f4a7c15L >>> 32) & mask;
            while (counts[at] != 0 && words[at] != word) {
                at = at + 1 & mask;
            }
            return at;
        }
    }
}
