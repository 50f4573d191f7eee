package io.nodethaw.golang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Addresses of heap objects that are on the stacks of several goroutines. The address of a lock is on the stack of its holder;
 * that of a connection is on the stack of the goroutine that calls through it, and of the one that reads from it.
 */
final class SharedWords {
    /** An address on more stacks than this tells nothing about any of them. */
    private static final int MOST_STACKS = 8;

    /** Addresses kept of one goroutine. */
    private static final int MOST_KEPT = 64;

    /** Most words looked at of one stack, from its innermost frame on: what a goroutine uses now is near that. */
    private static final int MOST_WORDS = 8192;

    /** Go's heap is nearly one range of addresses: what is farther than this from all goroutines' structs is outside. */
    private static final long HEAP = 64L << 30;

    private final ElfImage image;
    private final ElfImage.Segment constants;
    private final List<long[]> stacks = new ArrayList<>();
    private final WordCounts counts = new WordCounts();
    private long lowest = Long.MAX_VALUE;
    private long highest;
    private long[] bounds = new long[64];
    private int boundCount;
    private long[] buffer = new long[256];

    SharedWords(ElfImage image) {
        this.image = image;
        this.constants = image.constants();
    }

    /**
     * Takes the used words of a stack.
     *
     * @param more addresses that count as if they were on it
     */
    void add(G g, Stack stack, List<Long> more) {
        int count = 0;
        long top = Math.max(g.top(), stack.start()) & -8;
        long end = Math.min(stack.end() - 7, top + 8L * MOST_WORDS);
        for (long at = top; at < end; at += 8) {
            count = take(g, stack.word(at), count);
        }
        for (long word : more) {
            count = take(g, word, count);
        }
        stacks.add(Arrays.copyOf(buffer, count));
        bound(g.low(), g.high());
        lowest = Math.min(lowest, g.address());
        highest = Math.max(highest, g.address());
    }

    private int take(G g, long word, int count) {
        boolean points = (word & 7) == 0 && ProgramObjects.isPointer(word) && !isOwn(g, word) && !isConstant(word);
        if (points && counts.add(word, stacks.size())) {
            keep(count, word);
            return count + 1;
        }
        return count;
    }

    private static boolean isOwn(G g, long word) {
        return word >= g.low() && word < g.high();
    }

    /** True for addresses of code and constants, which most pointers on a stack are. */
    private boolean isConstant(long word) {
        return word >= constants.start() && word < constants.end();
    }

    private void keep(int at, long word) {
        if (at == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * at);
        }
        buffer[at] = word;
    }

    /** Adds a goroutine without its stack. */
    void addUnknown() {
        stacks.add(new long[0]);
    }

    private void bound(long low, long high) {
        if (boundCount + 2 > bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * boundCount);
        }
        bounds[boundCount++] = low;
        bounds[boundCount++] = high;
    }

    /**
     * For each goroutine, in the order of adding, the addresses that it shares.
     *
     * @param locks kept however many goroutines have them
     */
    List<List<Long>> find(Set<Long> locks) {
        var sorted = Arrays.copyOf(bounds, boundCount);
        Arrays.sort(sorted); // stacks do not overlap
        var all = new ArrayList<List<Long>>(stacks.size());
        for (var words : stacks) {
            all.add(kept(words, locks, sorted));
        }
        return all;
    }

    /** The addresses to keep: locks first, then those that the fewest stacks share. */
    private List<Long> kept(long[] words, Set<Long> locks, long[] sorted) {
        var kept = new ArrayList<Long>();
        var shared = new ArrayList<Long>();
        for (long word : words) {
            if (!locks.isEmpty() && locks.contains(word)) {
                kept.add(word);
            } else if (isShared(counts.of(word)) && isHeap(word) && !isStack(word, sorted)) {
                shared.add(word);
            }
        }
        shared.sort(Comparator.comparingInt(counts::of).thenComparing(Comparator.naturalOrder()));
        kept.addAll(shared);
        return List.copyOf(kept.subList(0, Math.min(kept.size(), MOST_KEPT)));
    }

    private static boolean isShared(int count) {
        return count >= 2 && count <= MOST_STACKS;
    }

    private boolean isHeap(long word) {
        return word > lowest - HEAP && word < highest + HEAP && !image.holds(word);
    }

    /** True when an address is inside a stack: then an odd number of bounds is below it. */
    private static boolean isStack(long word, long[] sorted) {
        int found = Arrays.binarySearch(sorted, word);
        int behind = found >= 0 ? found + 1 : -found - 1;
        return (behind & 1) == 1;
    }
}
