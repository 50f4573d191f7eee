package io.nodethaw.golang;

/** Counts on how many stacks each word is, in a hash table with open addressing. */
final class WordCounts {
    private long[] words = new long[1 << 12];
    private int[] counts = new int[1 << 12];
    private int[] last = new int[1 << 12]; // the last stack that had the word
    private int used;

    /** Counts a word of a stack, given by its number; false when that stack had it before. */
    boolean add(long word, int stack) {
        int at = place(word);
        if (counts[at] == 0) {
            if (2 * used >= words.length) {
                grow();
                at = place(word);
            }
            used++;
            words[at] = word;
        } else if (last[at] == stack) {
            return false;
        }
        counts[at]++;
        last[at] = stack;
        return true;
    }

    int of(long word) {
        return counts[place(word)];
    }

    private int place(long word) {
        int mask = words.length - 1;
        int at = (int) (word * 0x9e3779b97f4a7c15L >>> 32) & mask;
        while (counts[at] != 0 && words[at] != word) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        var oldWords = words;
        var oldCounts = counts;
        var oldLast = last;
        words = new long[2 * oldWords.length];
        counts = new int[words.length];
        last = new int[words.length];
        for (int i = 0; i < oldWords.length; i++) {
            if (oldCounts[i] != 0) {
                int at = place(oldWords[i]);
                words[at] = oldWords[i];
                counts[at] = oldCounts[i];
                last[at] = oldLast[i];
            }
        }
    }
}
