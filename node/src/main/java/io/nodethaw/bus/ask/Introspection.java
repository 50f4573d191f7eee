package io.nodethaw.bus.ask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The objects that a description names (D-Bus Specification, "Introspection Data Format"). Any process may have written it, so
 * whatever it is, the answer is a list of valid paths, and as many as there is room for.
 */
final class Introspection {
    private static final String NODE = "node";

    /** The longest path that is followed; the specification names no limit. */
    private static final int LONGEST = 1000;

    private final String text;
    private final int most;
    private final List<String> paths = new ArrayList<>();

    /** The paths of the nodes around the place that is read; empty for one whose name is none. */
    private final Deque<Optional<String>> around = new ArrayDeque<>();

    private int at;

    private Introspection(String text, int most) {
        this.text = text;
        this.most = most;
    }

    /**
     * The objects below one, also those that are described within each other.
     *
     * @param path of the object that is described
     * @param most the most that are wanted
     */
    static List<String> below(String path, String text, int most) {
        var reader = new Introspection(text, most);
        reader.read(path);
        return reader.paths;
    }

    private void read(String path) {
        for (at = text.indexOf('<'); at >= 0 && paths.size() < most; at = text.indexOf('<', at)) {
            if (text.startsWith("<!--", at)) {
                skip("-->");
            } else if (text.startsWith("<?", at)) {
                skip("?>");
            } else if (text.startsWith("</", at)) {
                close();
            } else {
                open(path);
            }
        }
    }

    private void skip(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
    }

    private void close() {
        int start = at + 2;
        skip(">");
        if (text.startsWith(NODE, start) && !around.isEmpty()) {
            around.pop();
        }
    }

    private void open(String path) {
        int start = at + 1;
        int end = end(start);
        var tag = text.substring(start, end);
        at = Math.min(text.length(), end + 1);
        if (!tag.startsWith(NODE) || tag.length() > NODE.length() && isName(tag.charAt(NODE.length()))) {
            return;
        }
        var here = around.isEmpty() ? Optional.of(path) : around.peek().flatMap(outer -> below(outer, name(tag)));
        if (!around.isEmpty()) {
            here.ifPresent(paths::add);
        }
        if (!tag.endsWith("/")) {
            around.push(here);
        }
    }

    /** Where a tag ends: at the first > outside quotes. */
    private int end(int start) {
        char quote = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return text.length();
    }

    /** The value of the attribute "name"; empty where there is none. */
    private static String name(String tag) {
        int i = NODE.length();
        while (i < tag.length()) {
            int equals = tag.indexOf('=', i);
            if (equals < 0) {
                return "";
            }
            var attribute = tag.substring(i, equals).strip();
            int open = equals + 1;
            while (open < tag.length() && tag.charAt(open) <= ' ') {
                open++;
            }
            int close = open < tag.length() ? tag.indexOf(tag.charAt(open), open + 1) : -1;
            if (close < 0) {
                return "";
            }
            if (attribute.equals("name")) {
                return tag.substring(open + 1, close);
            }
            i = close + 1;
        }
        return "";
    }

    private static Optional<String> below(String outer, String name) {
        if (name.isEmpty() || name.endsWith("/") || name.contains("//") || outer.length() + name.length() > LONGEST) {
            return Optional.empty();
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isName(name.charAt(i)) && (name.charAt(i) != '/' || i == 0)) {
                return Optional.empty();
            }
        }
        return Optional.of((outer.equals("/") ? "/" : outer + "/") + name);
    }

    /** The characters of the elements of a path (D-Bus Specification, "Valid Object Paths"). */
    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
