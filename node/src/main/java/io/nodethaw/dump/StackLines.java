package io.nodethaw.dump;

/**
 * Reads the lines after a header into a {@link RawStack}: frames, where the goroutine was started, and what is printed in place
 * of frames.
 */
final class StackLines {
    private static final byte[] CREATED_BY = Bytes.of("created by ");
    private static final byte[] IN_GOROUTINE = Bytes.of(" in goroutine ");
    private static final byte[] ELIDED = Bytes.of("frames elided...");
    private static final byte[] DOTS = Bytes.of("...");
    private static final byte[] ELSEWHERE = Bytes.of("goroutine running on other thread; stack unavailable");
    private static final byte[] ANCESTOR = Bytes.of("[originating from goroutine ");
    private static final byte[] FOREIGN_CALL = Bytes.of("non-Go function at pc=");
    private static final byte[] STRUCT = Bytes.of("struct");
    private static final byte[] INTERFACE = Bytes.of("interface");
    private static final boolean[] IN_ARGUMENTS = new boolean[128];

    static {
        for (char letter : "0123456789abcdefx, {}._?".toCharArray()) {
            IN_ARGUMENTS[letter] = true;
        }
    }

    private final RawStack stack;
    private final Problems.Builder problems;

    /** True when the last entry has no place in the source yet. */
    private boolean pending;

    /** True when the last entry has no parentheses: it is a C function if registers follow, otherwise it is no frame at all. */
    private boolean doubtful;

    private boolean started;
    private boolean ancestors;
    private long strayLine;

    StackLines(RawStack stack, Problems.Builder problems) {
        this.stack = stack;
        this.problems = problems;
    }

    void begin() {
        pending = false;
        doubtful = false;
        started = false;
        ancestors = false;
        strayLine = 0;
    }

    /** True when the place where it was started was read. */
    boolean isStarted() {
        return started;
    }

    /** True when nothing more must follow. */
    boolean isComplete() {
        return started && !pending;
    }

    /** True when the line continues a goroutine that may already be complete. */
    boolean goesOn(byte[] line, int text, int to) {
        return ancestors || Bytes.startsWith(line, text, to, ANCESTOR);
    }

    /** Ends the goroutine; true when another line should have followed. */
    boolean end() {
        if (doubtful) {
            stack.dropLast();
            doubtful = false;
            pending = false;
        }
        return pending;
    }

    /**
     * Reads one line; false where it is none that a goroutine has.
     *
     * @param from where the line begins
     * @param text position of its first letter
     */
    boolean read(byte[] line, int from, int text, int to, long number) {
        if (pending && place(line, text, to)) {
            pending = false;
            doubtful = false;
            known(number);
            return true;
        }
        if (ancestors) {
            note(line, from, to);
            return true;
        }
        if (call(line, text, to) || started(line, text, to) || said(line, from, text, to)) {
            known(number);
            return true;
        }
        if (pending && !doubtful) {
            stray(number);
        } else {
            doubt(line, text, to, number);
        }
        return false;
    }

    private void known(long number) {
        if (strayLine > 0) {
            problems.add(
                    strayLine, "not a line of goroutine " + stack.header().id() + ", which goes on at line " + number);
            strayLine = 0;
        }
    }

    private void stray(long number) {
        strayLine = strayLine == 0 ? number : strayLine;
    }

    /** Reads the function of a frame: its name, and its arguments in parentheses. */
    private boolean call(byte[] line, int text, int to) {
        if (line[to - 1] != ')') {
            return Bytes.startsWith(line, text, to, FOREIGN_CALL) && foreignCall(line, text, to) || cut(line, text, to);
        }
        int open = to - 2;
        while (open > text && line[open] != '(') {
            if (line[open] < 0 || !IN_ARGUMENTS[line[open]]) {
                return false;
            }
            open--;
        }
        if (open <= text || !isName(line, text, open)) {
            return false;
        }
        next(RawStack.CALL, line, text, open, to - 1, to);
        return true;
    }

    /**
     * Reads a frame that somebody has cut within its arguments: the path of the package and the first argument, an address, are
     * there.
     */
    private boolean cut(byte[] line, int text, int to) {
        int open = Bytes.find(line, text, to, ADDRESS);
        if (open < 0) {
            open = Bytes.find(line, text, to, COMPOSED);
        }
        if (open <= text || Bytes.find(line, text, open, SLASH) < 0 || !isName(line, text, open)) {
            return false;
        }
        next(RawStack.CALL, line, text, open, to, to);
        return true;
    }

    /**
     * True when it may be the name of a function. Such a name has no blank, unless it was made for a type without a name:
     * {@code go.struct { *main.T }.F}.
     */
    private static boolean isName(byte[] line, int from, int to) {
        int blank = Bytes.find(line, from, to, ' ');
        if (blank < 0) {
            return true;
        }
        boolean begins = Bytes.endsWith(line, from, blank, STRUCT) || Bytes.endsWith(line, from, blank, INTERFACE);
        int brace = to - 1;
        while (brace > blank && line[brace] != '}' && line[brace] != ' ') {
            brace--;
        }
        return begins && line[blank + 1] == '{' && line[brace] == '}';
    }

    private boolean foreignCall(byte[] line, int text, int to) {
        next(RawStack.CALL, line, text, to, to, to);
        pending = false;
        return true;
    }

    /** Begins an entry. Positions are those in the line; the line is copied into the stack up to {@code to}. */
    private void next(int kind, byte[] line, int name, int nameTo, int argumentsTo, int to) {
        withoutPlace();
        int base = stack.append(line, name, to);
        if (base >= 0) {
            stack.entry(kind, base, base + nameTo - name, base + argumentsTo - name);
            pending = true;
        }
    }

    /**
     * Called when another entry begins although the last one has no place: that one is no frame, or its second line is missing.
     */
    private void withoutPlace() {
        if (doubtful) {
            stack.dropLast();
            doubtful = false;
        } else if (pending) {
            problems.add(
                    stack.line(),
                    "goroutine " + stack.header().id() + ": no source line follows frame " + stack.entries());
        }
        pending = false;
    }

    private boolean started(byte[] line, int text, int to) {
        if (!Bytes.startsWith(line, text, to, CREATED_BY)) {
            return false;
        }
        int name = text + CREATED_BY.length;
        int nameTo = Bytes.find(line, name, to, IN_GOROUTINE);
        next(RawStack.CREATOR, line, name, nameTo < 0 ? to : nameTo, to, to);
        started = true;
        return true;
    }

    /** Reads what the runtime prints in place of frames. */
    private boolean said(byte[] line, int from, int text, int to) {
        ancestors = Bytes.startsWith(line, text, to, ANCESTOR);
        boolean said = ancestors
                || Bytes.startsWith(line, text, to, DOTS) && Bytes.endsWith(line, text, to, ELIDED)
                || Bytes.startsWith(line, text, to, ELSEWHERE);
        if (said) {
            withoutPlace();
            note(line, from, to);
        }
        return said;
    }

    private void note(byte[] line, int from, int to) {
        int base = stack.append(line, from, to);
        if (base >= 0) {
            stack.entry(RawStack.NOTE, base, base + to - from, base + to - from);
        }
    }

    private void doubt(byte[] line, int text, int to, long number) {
        boolean again = doubtful;
        next(RawStack.CALL, line, text, to, to, to);
        doubtful = pending;
        stray(again ? number - 1 : number);
    }

    /** Reads the place of a frame: file, line, offset and registers. */
    private boolean place(byte[] line, int text, int to) {
        int lineTo = lineEnd(line, text, to);
        int digits = lineTo;
        while (digits > text && Bytes.isDigit(line[digits - 1])) {
            digits--;
        }
        boolean nowhere = lineTo == text; // a C function whose file is not known: only registers
        if (!nowhere && (digits == lineTo || digits - 1 <= text || line[digits - 1] != ':')) {
            return false;
        }
        if (doubtful || nowhere) {
            if (Bytes.find(line, text, to, PC) < 0) {
                return false;
            }
            strayLine = 0;
        }
        int base = stack.append(line, text, to);
        if (base >= 0) {
            stack.place(base, base + lineTo - text, base + to - text);
        }
        return true;
    }

    private static final byte[] ADDRESS = Bytes.of("(0x");
    private static final byte[] COMPOSED = Bytes.of("({0x");
    private static final byte[] SLASH = Bytes.of("/");
    private static final byte[] PC = Bytes.of("pc=0x");
    private static final byte[] OFFSET = Bytes.of(" +0x");
    private static final byte[] FRAME_POINTER = Bytes.of(" fp=0x");
    private static final byte[] COUNTER = Bytes.of(" pc=0x");

    /** The greatest length of an offset at the end of a line: a blank, "+0x" and sixteen digits. */
    private static final int OFFSET_LENGTH = 20;

    private static int lineEnd(byte[] line, int text, int to) {
        int blank = to - 1;
        int least = Math.max(text, to - OFFSET_LENGTH);
        while (blank >= least && line[blank] != ' ') {
            blank--;
        }
        if (blank < least) {
            return Bytes.startsWith(line, text, to, PC) ? text : to;
        }
        return line[blank + 1] == '+' ? blank : longTail(line, text, to);
    }

    private static int longTail(byte[] line, int text, int to) {
        for (var mark : new byte[][] {OFFSET, FRAME_POINTER, COUNTER}) {
            int place = Bytes.find(line, text, to, mark);
            if (place >= 0) {
                return place;
            }
        }
        return to;
    }
}
