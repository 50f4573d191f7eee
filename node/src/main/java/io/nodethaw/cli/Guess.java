package io.nodethaw.cli;

import java.util.List;

/** Finds the word that was probably meant. */
final class Guess {
    private static final int TYPING_ERRORS_MAX = 2;

    private Guess() {}

    /** "did you mean X?", or another hint when no word is similar. */
    static String of(String typed, List<String> words, String otherwise) {
        String best = "";
        int least = TYPING_ERRORS_MAX + 1;
        for (var word : words) {
            int distance =
                    word.length() > 2 && typed.length() > 2 && word.startsWith(typed) ? 1 : distance(typed, word);
            if (distance < least && distance < word.length()) {
                least = distance;
                best = word;
            }
        }
        return best.isEmpty() ? otherwise : "did you mean " + best + "?";
    }

    /** The number of letters to insert, remove, change or swap with the next one (optimal string alignment). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
