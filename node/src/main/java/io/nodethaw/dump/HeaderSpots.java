package io.nodethaw.dump;

/**
 * The parts of a header line: {@code goroutine 12 gp=0x.. m=3 mp=0x.. [select (scan), 3 minutes, locked to thread] {k: v}:}.
 * Positions are those in the array that it was read from.
 */
final class HeaderSpots {
    private static final byte[] GOROUTINE = Bytes.of("goroutine ");
    private static final byte[] THREAD = Bytes.of("gp=");
    private static final byte[] MINUTES = Bytes.of(" minutes");
    private static final byte[] LOCKED = Bytes.of("locked to thread");
    private static final byte[] SCAN = Bytes.of(" (scan)");

    /** The longest part of a header. Without a limit, a line with many beginnings would be read over and over. */
    private static final int LONGEST_PART = 256;

    private static final int LONGEST_LABELS = 4_096;

    /** Returned when there is no header. */
    static final int NONE = -1;

    private long id;
    private int threadFrom;
    private int threadTo;
    private int stateFrom;
    private int stateTo;
    private boolean scanned;
    private int minutes = -1;
    private boolean locked;
    private int detailsFrom;
    private int detailsTo;
    private int labelsFrom;
    private int labelsTo;

    void clear() {
        id = 0;
        threadFrom = threadTo = stateFrom = stateTo = detailsFrom = detailsTo = labelsFrom = labelsTo = 0;
        scanned = false;
        minutes = -1;
        locked = false;
    }

    /** The position in the line where a header begins, or {@link #NONE}. */
    int find(byte[] bytes, int from, int to) {
        int at = Bytes.find(bytes, from, to, GOROUTINE);
        while (at >= 0 && read(bytes, at, to) == NONE) {
            at = Bytes.find(bytes, at + 1, to, GOROUTINE);
        }
        return at;
    }

    /** True for a line with a header whose number is larger than any that the runtime gives. */
    static boolean isTooLong(byte[] bytes, int from, int to) {
        int at = Bytes.find(bytes, from, to, GOROUTINE);
        int digits = at + GOROUTINE.length;
        int end = digits;
        while (at >= 0 && end < to && Bytes.isDigit(bytes[end])) {
            end++;
        }
        return at >= 0
                && end > digits
                && Bytes.number(bytes, digits, end) < 0
                && end + 1 < to
                && bytes[end] == ' '
                && bytes[end + 1] == '[';
    }

    /** Reads a header that begins here. Returns the position after its colon, or {@link #NONE}. */
    int read(byte[] bytes, int from, int to) {
        if (!Bytes.startsWith(bytes, from, to, GOROUTINE)) {
            return NONE;
        }
        clear();
        int idFrom = from + GOROUTINE.length;
        int idTo = Bytes.find(bytes, idFrom, Math.min(to, idFrom + LONGEST_PART), ' ');
        id = idTo < 0 ? -1 : Bytes.number(bytes, idFrom, idTo);
        if (id < 0) {
            return NONE;
        }
        int open = idTo + 1;
        if (Bytes.startsWith(bytes, open, to, THREAD)) {
            threadFrom = open;
            open = Bytes.find(bytes, open, Math.min(to, open + LONGEST_PART), '[');
            threadTo = open - 1;
        }
        int close = open < 0 || open >= to || bytes[open] != '['
                ? -1
                : Bytes.find(bytes, open, Math.min(to, open + LONGEST_PART), ']');
        if (close < 0) {
            return NONE;
        }
        words(bytes, open + 1, close);
        return end(bytes, close + 1, to);
    }

    /** Reads what follows the brackets: nothing or the labels, then a colon. */
    private int end(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == ':') {
            return from + 1;
        }
        if (from + 1 >= to || bytes[from] != ' ' || bytes[from + 1] != '{') {
            return NONE;
        }
        var labels = new LabelScan(bytes, from + 1, Math.min(to, from + LONGEST_LABELS));
        int end = labels.end();
        if (end < 0 || end == to || bytes[end] != ':' || !endsThere(bytes, end + 1, to)) {
            return NONE;
        }
        labelsFrom = from + 1;
        labelsTo = end;
        return end + 1;
    }

    private static boolean endsThere(byte[] bytes, int at, int to) {
        return at == to || bytes[at] == '\\' || bytes[at] == '"' || bytes[at] == '#' || Bytes.isBlank(bytes[at]);
    }

    /** Reads the words between commas: first the state, then the other parts in any order. */
    private void words(byte[] bytes, int from, int to) {
        int end = wordEnd(bytes, from, to);
        stateFrom = from;
        stateTo = end;
        scanned = Bytes.endsWith(bytes, from, end, SCAN);
        if (scanned) {
            stateTo -= SCAN.length;
        }
        while (end < to) {
            int word = end + 2;
            end = wordEnd(bytes, word, to);
            word(bytes, Math.min(word, to), end);
        }
    }

    private static int wordEnd(byte[] bytes, int from, int to) {
        for (int at = from; at + 1 < to; at++) {
            if (bytes[at] == ',' && bytes[at + 1] == ' ') {
                return at;
            }
        }
        return to;
    }

    private void word(byte[] bytes, int from, int to) {
        if (Bytes.endsWith(bytes, from, to, MINUTES)) {
            minutes = (int) Math.min(Integer.MAX_VALUE, Bytes.number(bytes, from, to - MINUTES.length));
        } else if (Bytes.startsWith(bytes, from, to, LOCKED)) {
            locked = true;
        } else {
            detailsFrom = detailsFrom == 0 ? from : detailsFrom;
            detailsTo = to;
        }
    }

    /** Takes over the header from another place to which its bytes were moved. */
    void copy(HeaderSpots other, int moved) {
        id = other.id;
        threadFrom = other.threadFrom + moved;
        threadTo = other.threadTo + moved;
        stateFrom = other.stateFrom + moved;
        stateTo = other.stateTo + moved;
        scanned = other.scanned;
        minutes = other.minutes;
        locked = other.locked;
        detailsFrom = other.detailsFrom + moved;
        detailsTo = other.detailsTo + moved;
        labelsFrom = other.labelsFrom + moved;
        labelsTo = other.labelsTo + moved;
    }

    /** Takes labels that are on a line of their own, as in profiles. */
    void labels(int from, int to) {
        labelsFrom = from;
        labelsTo = to;
    }

    long id() {
        return id;
    }

    int stateFrom() {
        return stateFrom;
    }

    int stateTo() {
        return stateTo;
    }

    int minutes() {
        return minutes;
    }

    /**
     * The header as a record.
     *
     * @param shared makes the text of what many goroutines have alike
     */
    GoroutineHeader header(byte[] bytes, Text shared) {
        return new GoroutineHeader(
                id,
                between(bytes, threadFrom, threadTo),
                shared.of(bytes, stateFrom, stateTo),
                scanned,
                minutes,
                locked,
                between(bytes, detailsFrom, detailsTo),
                between(bytes, labelsFrom, labelsTo));
    }

    /** The text of a range of bytes. */
    interface Text {
        String of(byte[] bytes, int from, int to);
    }

    private static String between(byte[] bytes, int from, int to) {
        return from == to ? "" : Bytes.text(bytes, from, to);
    }
}
