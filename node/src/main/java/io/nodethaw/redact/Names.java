package io.nodethaw.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What was found to be a name: as a whole, to be found again in any text, and the words that it alone has. */
final class Names {
    /** Shorter ones are found everywhere. */
    private static final int SHORTEST = 3;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** What separates several names: "NAMESPACE/POD/CONTAINER", "system:node:NAME", "k8s_CONTAINER_POD". */
    private static final Pattern BETWEEN = Pattern.compile("[/:,@_\\s\"']+");

    /** By their first word in small letters, the longest first. */
    private final Map<String, List<String>> whole = new HashMap<>();

    private final Set<String> words = new HashSet<>();
    private final Set<String> all = new HashSet<>();

    /** Takes a name, or several of them. */
    void add(String text) {
        for (var name : BETWEEN.split(text, -1)) {
            one(name);
            int dot = name.indexOf('.');
            if (dot > 0) {
                one(name.substring(0, dot)); // a host without its domain
            }
        }
    }

    private void one(String name) {
        if (name.length() < SHORTEST || Vocabulary.isKnownName(name) || Vocabulary.isNumber(name)) {
            return;
        }
        var small = name.toLowerCase(Locale.ROOT);
        var first = WORD.matcher(small);
        if (!first.find() || !all.add(small)) {
            return;
        }
        if (first.end() < small.length() || first.start() > 0) {
            var alike = whole.computeIfAbsent(first.group(), _ -> new ArrayList<>());
            alike.add(small.substring(first.start()));
            alike.sort(Comparator.comparingInt(String::length).reversed());
        }
        addWords(name, small.length() == first.end() - first.start());
    }

    /**
     * Takes the words of a text that are not known.
     *
     * @param alone true where the text is one word, and a name whatever word it is
     */
    void addWords(String text, boolean alone) {
        for (var word = WORD.matcher(text); word.find(); ) {
            var small = word.group().toLowerCase(Locale.ROOT);
            boolean name = alone ? !Vocabulary.isOfField(small) : !Vocabulary.isKnown(word.group());
            if (small.length() >= SHORTEST && name) {
                words.add(small);
            }
        }
    }

    /** True for a word that only a name has. */
    boolean isWord(String word) {
        return words.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The name that begins here in a text; its length, 0 for none. */
    int at(String text, int from, String firstWord) {
        for (var name : whole.getOrDefault(firstWord.toLowerCase(Locale.ROOT), List.of())) {
            int end = from + name.length();
            if (text.regionMatches(true, from, name, 0, name.length())
                    && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)))) {
                return name.length();
            }
        }
        return 0;
    }

    /** All names that were taken, in small letters. */
    Set<String> all() {
        return Set.copyOf(all);
    }
}
