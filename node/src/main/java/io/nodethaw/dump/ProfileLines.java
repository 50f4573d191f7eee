package io.nodethaw.dump;

/**
 * Reads the goroutine profile of {@code /debug/pprof/goroutine?debug=1}, or goroutineleak (runtime/pprof, printCountProfile):
 * each stack with the number of goroutines that have it, without ids, states and arguments.
 */
final class ProfileLines {
    private static final byte[] TITLE = Bytes.of("goroutine profile: total ");
    private static final byte[] LEAKED_TITLE = Bytes.of("goroutineleak profile: total ");
    private static final byte[] COUNT = Bytes.of(" @");
    private static final byte[] LABELS = Bytes.of("# labels: ");

    private static final byte[] COUNTER = Bytes.of("0x");

    private final RawStack stack;

    ProfileLines(RawStack stack) {
        this.stack = stack;
    }

    /** True when the line begins a profile. */
    static boolean isTitle(byte[] line, int from, int to) {
        return Bytes.startsWith(line, from, to, TITLE) || Bytes.startsWith(line, from, to, LEAKED_TITLE);
    }

    /** How many goroutines have the stack that begins at this line; 0 when no stack begins here. */
    static long count(byte[] line, int from, int to) {
        int at = from;
        while (at < to && Bytes.isDigit(line[at])) {
            at++;
        }
        return at < to && Bytes.startsWith(line, at, to, COUNT) ? Math.max(0, Bytes.number(line, from, at)) : 0;
    }

    /**
     * Reads {@code # 0xPC FUNCTION+0xOFFSET FILE:LINE}, with tabs between columns, and with or without the sign before it; false when
     * the line is not of this form.
     */
    boolean read(byte[] line, int from, int to) {
        if (Bytes.startsWith(line, from, to, LABELS)) {
            int labels = stack.append(line, from + LABELS.length, to);
            stack.header().labels(Math.max(labels, 0), labels < 0 ? 0 : labels + to - from - LABELS.length);
            return true;
        }
        int begin = from < to && line[from] == '#' ? from + 1 : from;
        int counter = Bytes.skipBlanks(line, begin, to);
        if (begin == from && !Bytes.startsWith(line, counter, to, COUNTER)) { // web pages make headings of the signs
            return false;
        }
        int function = Bytes.skipBlanks(line, columnEnd(line, counter, to), to);
        int functionTo = columnEnd(line, function, to);
        int place = Bytes.skipBlanks(line, functionTo, to);
        if (function == to) {
            note(line, counter, to); // a program counter that is in no function
        } else {
            call(line, function, functionTo, place, to);
        }
        return true;
    }

    private static int columnEnd(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != '\t' && line[at] != ' ') {
            at++;
        }
        return at;
    }

    private void note(byte[] line, int from, int to) {
        int base = stack.append(line, from, to);
        if (base >= 0) {
            stack.entry(RawStack.NOTE, base, base + to - from, base + to - from);
        }
    }

    /** Adds a frame with its parts in the order of the runtime: name, place, offset. */
    private void call(byte[] line, int function, int functionTo, int place, int to) {
        int plus = functionTo - 1;
        while (plus > function && line[plus] != '+') {
            plus--;
        }
        int nameTo = plus > function ? plus : functionTo;
        int name = stack.append(line, function, nameTo);
        int file = name < 0 ? -1 : stack.append(line, place, to);
        int blank = file < 0 ? -1 : stack.append(new byte[] {' '}, 0, 1);
        int offset = blank < 0 ? -1 : stack.append(line, nameTo, functionTo);
        if (offset >= 0) {
            stack.entry(RawStack.CALL, name, name + nameTo - function, name + nameTo - function);
            stack.place(file, blank, offset + functionTo - nameTo);
        }
    }
}
