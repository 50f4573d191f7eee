package io.nodethaw.agent;

import java.util.ArrayList;
import java.util.List;

/** Lines of parts with tabs between them, as the agent keeps its own files: read without a library, also by a shell. */
final class Tabs {
    private final StringBuilder text = new StringBuilder();

    /** Adds a line; what would end a part is a blank in it. */
    Tabs line(Object... parts) {
        for (int i = 0; i < parts.length; i++) {
            text.append(i == 0 ? "" : "\t").append(plain(String.valueOf(parts[i])));
        }
        text.append('\n');
        return this;
    }

    String text() {
        return text.toString();
    }

    private static String plain(String part) {
        var plain = new StringBuilder(part);
        for (int i = 0; i < plain.length(); i++) {
            if (Character.isISOControl(plain.charAt(i))) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }

    /** The parts of the lines that begin with this word and have so many parts, without that word. */
    static List<List<String>> lines(String text, String word, int parts) {
        var found = new ArrayList<List<String>>();
        text.lines().forEach(line -> {
            var all = List.of(line.split("\t", -1));
            if (all.getFirst().equals(word) && all.size() == parts + 1) {
                found.add(all.subList(1, all.size()));
            }
        });
        return found;
    }
}
