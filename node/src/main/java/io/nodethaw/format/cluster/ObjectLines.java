package io.nodethaw.format.cluster;

import io.nodethaw.format.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The members of one object, from its lines: YAML as kubectl prints it, with long texts folded over several lines, or JSON with a line for
 * each member. Of both it is what stands before a value that counts: how far it is indented, and the dash or brace of an item.
 */
final class ObjectLines {
    /** A text of an event has at most 1024 letters (k8s.io/api/core/v1, Event); conditions have longer ones. */
    private static final int LONGEST = 8_000;

    private static final int DEEPEST = 32;

    /**
     * A value in the object.
     *
     * @param path names of members, without the numbers of items: "status.conditions.message"
     * @param item counts the items that have begun; the members of one item have one number
     * @param last the last line over which its value is folded
     */
    record Member(String path, String value, int item, long line, long last) {
        /** True for what somebody has said in words. */
        boolean isSaid() {
            return path.endsWith("message") || path.equals("note");
        }
    }

    private record Level(int indent, String name) {}

    private final List<Line> lines;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int at;
    private int item;

    private ObjectLines(List<Line> lines) {
        this.lines = lines;
    }

    static List<Member> of(List<Line> lines) {
        var object = new ObjectLines(lines);
        var members = new ArrayList<Member>();
        while (object.at < lines.size()) {
            object.next(members);
        }
        return members;
    }

    /** Columns before the first letter that is no blank, dash or brace of an item. */
    static int indent(String line) {
        int column = 0;
        while (column < line.length() && (line.charAt(column) == ' ' || isDash(line, column))) {
            column++;
        }
        return column;
    }

    private static boolean isDash(String line, int column) {
        return line.charAt(column) == '-' && column + 1 < line.length() && line.charAt(column + 1) == ' ';
    }

    private void next(List<Member> members) {
        var line = lines.get(at++);
        var whole = line.whole();
        int indent = indent(whole);
        var text = whole.substring(indent).strip();
        boolean begins = whole.substring(0, indent).contains("-") || text.equals("{");
        item += begins ? 1 : 0;
        int colon = colon(text);
        if (colon <= 0) {
            return;
        }
        while (!levels.isEmpty() && levels.getLast().indent() >= indent || levels.size() > DEEPEST) {
            levels.removeLast();
        }
        levels.addLast(new Level(indent, unquoted(text.substring(0, colon))));
        var value = value(text.substring(colon + 1).strip(), indent);
        if (!value.isEmpty()) {
            var path = levels.stream().map(Level::name).collect(Collectors.joining("."));
            members.add(new Member(
                    path, value, item, line.number(), lines.get(at - 1).number()));
        }
    }

    /** Where the name of a member ends; below 0 in a line that has none. */
    private static int colon(String text) {
        int from = text.startsWith("\"") ? text.indexOf('"', 1) : 0;
        int colon = from < 0 ? -1 : text.indexOf(':', from);
        boolean ends = colon > 0 && (colon + 1 == text.length() || text.charAt(colon + 1) == ' ');
        return ends && text.substring(0, colon).indexOf(' ') < 0 ? colon : -1;
    }

    /** With the lines over which it is folded: they are indented more than its name. */
    private String value(String begin, int indent) {
        if (begin.isEmpty() || begin.equals("{") || begin.equals("[")) {
            return "";
        }
        boolean block = begin.equals("|") || begin.equals("|-") || begin.equals(">") || begin.equals(">-");
        var text = new StringBuilder(block ? "" : begin);
        while (at < lines.size() && isFolded(lines.get(at).whole(), indent) && text.length() < LONGEST) {
            text.append(text.isEmpty() ? "" : " ").append(lines.get(at).whole().strip());
            at++;
        }
        return unquoted(text.toString());
    }

    private static boolean isFolded(String line, int indent) {
        int own = 0;
        while (own < line.length() && line.charAt(own) == ' ') {
            own++;
        }
        return line.isBlank() || own > indent;
    }

    private static String unquoted(String text) {
        var bare = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
        if (bare.length() > 1 && bare.startsWith("'") && bare.endsWith("'")) {
            return bare.substring(1, bare.length() - 1).replace("''", "'");
        }
        return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1)
                        .replace("\\n", " ")
                        .replace("\\t", " ")
                        .replace("\\\"", "\"")
                        .replace("\\ ", " ")
                        .replace("\\\\", "\\")
                : text;
    }
}
