package io.nodethaw.format.log;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which of many rows may fit a text, by the words that each row needs, in one pass over the text, whatever the case of its letters. */
final class WordIndex {
    private static final int LETTERS = 128;
    private static final BitSet NONE = new BitSet();

    /** A word and the rows that need it. */
    private record Needed(String word, BitSet rows) {}

    private final boolean[] begins = new boolean[LETTERS * LETTERS];
    private final Map<Integer, List<Needed>> words = new HashMap<>();
    private final BitSet always = new BitSet();

    /** @param rows for each row words of which a text must have one; a row without words fits any text */
    WordIndex(List<List<String>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            boolean usable = rows.get(row).stream().allMatch(word -> word.length() > 1 && pair(word, 0) >= 0);
            if (rows.get(row).isEmpty() || !usable) {
                always.set(row);
                continue;
            }
            for (var word : rows.get(row)) {
                add(word.toLowerCase(Locale.ROOT), row);
            }
        }
    }

    private void add(String word, int row) {
        int pair = pair(word, 0);
        begins[pair] = true;
        var known = words.computeIfAbsent(pair, _ -> new ArrayList<>());
        var needed = known.stream().filter(each -> each.word().equals(word)).findFirst();
        if (needed.isPresent()) {
            needed.get().rows().set(row);
        } else {
            var rows = new BitSet();
            rows.set(row);
            known.add(new Needed(word, rows));
        }
    }

    /** The place of two letters in the table, as small letters; below 0 where one is not of ASCII. */
    private static int pair(String text, int at) {
        int first = text.charAt(at);
        int second = text.charAt(at + 1);
        return (first | second) < LETTERS ? small(first) * LETTERS + small(second) : -1;
    }

    private static int small(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    /** The rows that may fit. */
    BitSet in(String text) {
        var found = always.isEmpty() ? NONE : always;
        boolean own = false;
        for (int at = 0; at < text.length() - 1; at++) {
            int pair = pair(text, at);
            if (pair >= 0 && begins[pair]) {
                for (var needed : words.getOrDefault(pair, List.of())) {
                    if (text.regionMatches(
                            true, at, needed.word(), 0, needed.word().length())) {
                        if (!own) {
                            found = (BitSet) found.clone();
                            own = true;
                        }
                        found.or(needed.rows());
                    }
                }
            }
        }
        return found;
    }
}
