package io.nodethaw.format.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which words a text must have for a pattern to be found in it: one of them at least. They follow from the pattern, so that none can be
 * forgotten.
 */
final class Literals {
    /** A shorter word stands in too many lines to be worth looking for. */
    private static final int LEAST = 3;

    /** More words for one part of a pattern are not worth it. */
    private static final int MOST = 64;

    private final String pattern;
    private int at;

    private Literals(String pattern) {
        this.pattern = pattern;
    }

    /** The words, as they stand in the pattern; empty where it does not tell any. */
    static List<String> of(Pattern pattern) {
        return new Literals(pattern.pattern()).alternatives();
    }

    /** Reads alternatives to the end of the pattern or of its group: each has to tell words, or all together tell none. */
    private List<String> alternatives() {
        var all = new ArrayList<String>();
        boolean known = true;
        boolean more = true;
        while (more) {
            var words = sequence();
            known &= !words.isEmpty();
            all.addAll(words);
            more = at < pattern.length() && pattern.charAt(at) == '|';
            at += more ? 1 : 0;
        }
        return known && all.size() <= MOST ? all : List.of();
    }

    /** Reads one alternative: the words of that part of it which tells the longest. */
    private List<String> sequence() {
        List<String> best = List.of();
        var run = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            char next = pattern.charAt(at);
            if (next == '(') {
                best = better(best, word(run));
                best = better(best, group());
            } else if (next == '[') {
                best = better(best, word(run));
                set();
                quantifier();
            } else if (next == '\\') {
                if (Character.isLetterOrDigit(pattern.charAt(at + 1))) {
                    best = better(best, word(run));
                    at += 2; // a class of letters, or a place
                    quantifier();
                } else {
                    best = letter(pattern.charAt(at + 1), 2, run, best);
                }
            } else if (".^$".indexOf(next) >= 0) {
                best = better(best, word(run));
                at++;
                quantifier();
            } else {
                best = letter(next, 1, run, best);
            }
        }
        return better(best, word(run));
    }

    /** A letter that stands for itself; where it may be missing or come again, the word ends there. */
    private List<String> letter(char letter, int length, StringBuilder run, List<String> best) {
        at += length;
        int before = at;
        boolean needed = quantifier();
        if (at == before) {
            run.append(letter);
            return best;
        }
        if (needed) {
            run.append(letter);
        }
        return better(best, word(run));
    }

    private static List<String> word(StringBuilder run) {
        var word = run.toString();
        run.setLength(0);
        return word.length() < LEAST ? List.of() : List.of(word);
    }

    private static List<String> better(List<String> one, List<String> other) {
        return shortest(other) > shortest(one) ? other : one;
    }

    private static int shortest(List<String> words) {
        return words.stream().mapToInt(String::length).min().orElse(0);
    }

    /** Reads a group; one that may be missing, or that must not be there, tells nothing. */
    private List<String> group() {
        at++;
        boolean not = pattern.startsWith("?!", at) || pattern.startsWith("?<!", at);
        if (pattern.startsWith("?", at)) {
            at++;
            while (":=!>)".indexOf(pattern.charAt(at)) < 0) {
                at++;
            }
            at += pattern.charAt(at) == ')' ? 0 : 1; // flags such as (?i) are a group without content
        }
        var words = alternatives();
        at++; // the end of the group
        return quantifier() && !not ? words : List.of();
    }

    private void set() {
        at++;
        at += pattern.charAt(at) == '^' ? 1 : 0;
        at += pattern.charAt(at) == ']' ? 1 : 0; // stands for itself where the set begins
        int depth = 1;
        while (depth > 0) {
            switch (pattern.charAt(at)) {
                case '\\' -> at++;
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {}
            }
            at++;
        }
    }

    /** Reads what says how often the part before it comes; false where it may be missing. */
    private boolean quantifier() {
        if (at >= pattern.length()) {
            return true;
        }
        boolean needed = true;
        char next = pattern.charAt(at);
        if (next == '?' || next == '*') {
            needed = false;
            at++;
        } else if (next == '+') {
            at++;
        } else if (next == '{') {
            needed = pattern.charAt(at + 1) != '0';
            at = pattern.indexOf('}', at) + 1;
        } else {
            return true;
        }
        if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '+')) {
            at++;
        }
        return needed;
    }
}
