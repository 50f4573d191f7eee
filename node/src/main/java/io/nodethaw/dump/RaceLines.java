package io.nodethaw.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a report of the race detector: who accessed what, and where each was started (compiler-rt, tsan_report.cpp,
 * SANITIZER_GO). Its goroutines are passed on when the whole report was read, because it tells at the end where they were
 * started.
 */
final class RaceLines {
    /** The beginning of a report. */
    static final byte[] TITLE = Bytes.of("WARNING: DATA RACE");

    private static final byte[] END = Bytes.of("=========");

    /** The most accesses. A report has two; a broken one must not fill the memory. */
    private static final int MOST = 16;

    private static final int NONE = -1;

    private static final Pattern ACCESS =
            Pattern.compile("((?:[A-Za-z]+ ){1,3}at 0x[0-9a-f]+) by (?:main goroutine|goroutine (\\d{1,18})).*:");
    private static final Pattern STARTED = Pattern.compile("Goroutine (\\d{1,18}) \\(\\w+\\) created at:");

    private final Problems.Builder problems;
    private final List<RawStack> stacks = new ArrayList<>();
    private final List<StackLines> bodies = new ArrayList<>();
    private int reading = NONE;
    private boolean creator;

    RaceLines(Problems.Builder problems) {
        this.problems = problems;
    }

    /** True when the line is the last one of a report. */
    static boolean isEnd(byte[] line, int text, int to) {
        return Bytes.startsWith(line, text, to, END);
    }

    /** Reads a line; false when it does not belong to a report. */
    boolean read(byte[] line, int from, int text, int to, long number, Surroundings surroundings) {
        if (text > from && reading != NONE) {
            frame(line, from, text, to, number);
            return true;
        }
        var title = Bytes.text(line, text, to);
        var access = ACCESS.matcher(title);
        if (access.matches()) {
            begin(access, number, surroundings);
            return true;
        }
        var started = STARTED.matcher(title);
        reading = started.matches() ? find(Long.parseLong(started.group(1))) : NONE;
        creator = started.matches();
        return text > from || title.endsWith(":") || title.startsWith("Location is ");
    }

    /** Begins an access. What was done becomes the state of the goroutine: "write at 0x00c000100000". */
    private void begin(Matcher access, long number, Surroundings surroundings) {
        creator = false;
        reading = NONE;
        if (stacks.size() == MOST) {
            return;
        }
        long id = access.group(2) == null ? 1 : Long.parseLong(access.group(2));
        var stack = new RawStack();
        var words = access.group(1).substring(0, 1).toLowerCase(Locale.ROOT)
                + access.group(1).substring(1);
        var header = Bytes.of("goroutine " + id + " [" + words + "]:");
        var spots = new HeaderSpots();
        spots.read(header, 0, header.length);
        stack.begin(surroundings.dump(id), number, 1);
        stack.header().copy(spots, stack.append(header, 0, header.length));
        var body = new StackLines(stack, problems);
        body.begin();
        reading = stacks.size();
        stacks.add(stack);
        bodies.add(body);
    }

    private int find(long id) {
        for (int i = 0; i < stacks.size(); i++) {
            if (stacks.get(i).header().id() == id) {
                return i;
            }
        }
        return NONE;
    }

    /** Reads a frame. Of the frames that started a goroutine, the innermost is its creator. */
    private void frame(byte[] line, int from, int text, int to, long number) {
        var body = bodies.get(reading);
        if (!creator) {
            body.read(line, from, text, to, number);
            return;
        }
        if (line[to - 1] == ')' && !body.isStarted()) {
            int open = Math.max(text, Bytes.find(line, text, to, '('));
            var words = Bytes.of("created by " + Bytes.text(line, text, open));
            body.read(words, 0, 0, words.length, number);
        } else if (body.isStarted() && !body.isComplete()) {
            body.read(line, from, text, to, number);
        }
    }

    /** Passes on the goroutines of the report. */
    void close(Consumer<RawStack> sink) {
        bodies.forEach(StackLines::end);
        stacks.forEach(sink);
        stacks.clear();
        bodies.clear();
        reading = NONE;
    }
}
