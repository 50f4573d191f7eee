package io.nodethaw.format.strace;

import java.util.Optional;

/**
 * Reads the most frequent forms of a line of strace by its letters, many times faster than {@link StraceLine#of}, which knows them all:
 * a call with its result, a call that is unfinished, and one that is resumed.
 */
final class StraceScan {
    private static final String UNFINISHED = "<unfinished ...>";
    private static final String RESUMED = " resumed>";
    private static final int LONGEST_NAME = 32;
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_TID = 9;

    private final String line;
    private int at;
    private Optional<Integer> tid = Optional.empty();

    private StraceScan(String line) {
        this.line = line;
    }

    /** What the line tells; empty for every line that is not certainly of one of these forms. */
    static Optional<StraceLine> of(String line) {
        var scan = new StraceScan(line);
        return scan.thread() && scan.time() ? scan.call() : Optional.empty();
    }

    private char letter(int place) {
        return place < line.length() ? line.charAt(place) : 0;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private int digits(int from) {
        int end = from;
        while (isDigit(letter(end))) {
            end++;
        }
        return end;
    }

    private int blanks(int from) {
        int end = from;
        while (letter(end) == ' ') {
            end++;
        }
        return end;
    }

    /** Passes "[pid 123] " or "123 ". */
    private boolean thread() {
        boolean bracket = line.startsWith("[pid ");
        int from = bracket ? blanks("[pid ".length()) : 0;
        int end = digits(from);
        int next = end + (bracket ? 1 : 0);
        if (bracket && (end == from || letter(end) != ']')) {
            return false;
        }
        if (end > from && letter(next) == ' ') {
            if (end - from > LONGEST_TID) {
                return false;
            }
            tid = Optional.of(Integer.valueOf(line.substring(from, end)));
            at = blanks(next);
        }
        return true;
    }

    /** Passes "10:00:00.000001 " or "1700000000.000001 ". */
    private boolean time() {
        int end = digits(at);
        if (end == at) {
            return true;
        }
        if (end - at == 2 && letter(end) == ':' && digits(end + 1) == end + 3 && letter(end + 3) == ':') {
            end = digits(end + 4);
            if (end != at + "00:00:00".length()) {
                return false;
            }
        } else if (end - at < LONGEST_TID || end - at > LONGEST_TID + 2 || letter(end) != '.') {
            return false;
        }
        if (letter(end) == '.') {
            int fraction = end + 1;
            end = digits(fraction);
            if (end == fraction || end - fraction > LONGEST_TID) {
                return false;
            }
        }
        at = end + 1;
        return letter(end) == ' ' && letter(at) != ' ';
    }

    private int name(int from) {
        int end = from;
        char letter = letter(end);
        while (letter >= 'a' && letter <= 'z' || letter == '_' || end > from && isDigit(letter)) {
            end++;
            letter = letter(end);
        }
        return end - from > 1 && end - from <= LONGEST_NAME ? end : from;
    }

    private Optional<StraceLine> call() {
        boolean resumed = line.startsWith("<... ", at);
        int from = resumed ? at + "<... ".length() : at;
        int end = name(from);
        if (end == from || !(resumed ? line.startsWith(RESUMED, end) : letter(end) == '(')) {
            return Optional.empty();
        }
        var name = line.substring(from, end);
        int arguments = end + (resumed ? RESUMED.length() : 1);
        var kind = resumed ? StraceLine.Kind.RESUMED : StraceLine.Kind.CALL;
        if (!resumed && !StraceLine.isKnown(name)) {
            return Optional.empty();
        }
        return line.endsWith(UNFINISHED) ? unfinished(kind, name, arguments) : ended(kind, name, arguments);
    }

    private Optional<StraceLine> unfinished(StraceLine.Kind kind, String name, int arguments) {
        var told =
                line.substring(arguments, line.length() - UNFINISHED.length()).strip();
        return line.indexOf(") =", arguments) >= 0 || told.indexOf("<") >= 0 || told.endsWith("^C")
                ? Optional.empty()
                : Optional.of(new StraceLine(kind, tid, name, told, Optional.empty()));
    }

    private Optional<StraceLine> ended(StraceLine.Kind kind, String name, int arguments) {
        for (int close = line.indexOf(") ", arguments); close >= 0; close = line.indexOf(") ", close + 1)) {
            int sign = blanks(close + 1);
            if (letter(sign) == '=' && letter(sign + 1) == ' ') {
                int end = result(sign + 2);
                if (end > sign + 2) {
                    return Optional.of(new StraceLine(
                            kind,
                            tid,
                            name,
                            line.substring(arguments, close),
                            Optional.of(line.substring(sign + 2, end))));
                }
            }
        }
        return Optional.empty();
    }

    /** The place behind a number in base 10, or a question mark; the place itself where there is none. */
    private int result(int from) {
        int end = letter(from) == '?' ? from + 1 : digits(letter(from) == '-' ? from + 1 : from);
        int length = end - from - (letter(from) == '-' ? 1 : 0);
        char next = letter(end);
        boolean ends = end == line.length() || next == ' ' || next == '<' || next == '(';
        return length > 0 && length <= LONGEST_NUMBER && ends ? end : from;
    }
}
