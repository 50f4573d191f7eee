package io.nodethaw.dump;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads a stream line by line, finds the goroutines in it, and passes each on. It is in one of two states: outside, where it
 * looks for headers in any text, or inside a goroutine.
 */
final class DumpReader {
    private static final byte[] ESCAPED_TAB = Bytes.of("#011"); // rsyslog writes control characters as octal numbers

    private final LineReader lines;
    private final Consumer<RawStack> sink;
    private final Problems.Builder problems = new Problems.Builder();
    private final RawStack stack = new RawStack();
    private final HeaderSpots found = new HeaderSpots();
    private final StackLines body = new StackLines(stack, problems);
    private final ProfileLines profile = new ProfileLines(stack);
    private final Prefix prefix = new Prefix();
    private final Surroundings surroundings;
    private final RaceLines race = new RaceLines(problems);
    private boolean open;
    private boolean inProfile;
    private boolean inRace;

    /** True when the lines contain colours. */
    private boolean coloured;

    /** True when the current goroutine is contained in a single line of a log. */
    private boolean octal;

    DumpReader(InputStream in, Surroundings surroundings, Consumer<RawStack> sink) {
        this.lines = new LineReader(in);
        this.surroundings = surroundings;
        this.sink = sink;
    }

    /** Reads all there is. */
    Problems read() throws IOException {
        while (lines.next()) {
            if (octal && !lines.isUnescaped()) {
                close(); // when it was contained in a single line, it ends with that line
                octal = false;
            }
            if (coloured || !open || octal) {
                withoutColours();
            }
            if (open) {
                inside();
            } else {
                outside(lines.from(), lines.to());
            }
        }
        if (open && !inProfile && !inRace && !lines.isEnded() && !body.isComplete()) {
            problems.add(
                    lines.number(),
                    "the file ends in goroutine " + stack.header().id() + ", perhaps cut off");
        }
        close();
        lines.failure().ifPresent(failure -> problems.add(lines.number(), "reading ended here: " + reason(failure)));
        return problems.build();
    }

    /** Why reading ended. For an archive that is cut off, the error has no words of its own. */
    private static String reason(IOException failure) {
        return failure instanceof EOFException ? "the archive is cut off" : String.valueOf(failure.getMessage());
    }

    /**
     * Removes colours from the line. Inside a goroutine this is done only when the goroutine began with colours, because most
     * dumps have none.
     */
    private void withoutColours() {
        if (Colours.has(lines.bytes(), lines.from(), lines.to())) {
            lines.withoutColours();
            coloured = true;
        }
    }

    private void outside(int from, int to) {
        var line = lines.bytes();
        int at = found.find(line, from, to);
        if (at >= 0) {
            begin(from, at, to);
        } else if (ProfileLines.isTitle(line, from, to)) {
            surroundings.newDump();
            inProfile = true;
        } else if (inProfile && ProfileLines.count(line, from, to) > 0) {
            stack.begin(surroundings.dump(0), lines.number(), ProfileLines.count(line, from, to));
            open = true;
        } else if (Bytes.find(line, from, to, RaceLines.TITLE) >= 0) {
            beginRace(from, Bytes.find(line, from, to, RaceLines.TITLE), to);
        } else if (HeaderSpots.isTooLong(line, from, to)) {
            problems.add(lines.number(), "the number of this goroutine has too many digits; it is left out");
            surroundings.isLost(line, from, to);
        } else if (surroundings.isLost(line, from, to)) {
            problems.add(lines.number(), "frames without a header: the beginning of the goroutine is missing");
        }
    }

    private void beginRace(int from, int at, int to) {
        close();
        surroundings.isLost(lines.bytes(), from, to);
        open = true;
        inRace = true;
        inProfile = false;
        if (!lines.isUnescaped()) {
            int end = at + RaceLines.TITLE.length;
            prefix.set(lines.bytes(), from, at, escapes(lines.bytes(), end, to));
        }
    }

    /** Begins a goroutine. What precedes its header on the line also precedes its other lines. */
    private void begin(int from, int at, int to) {
        close();
        var line = lines.bytes();
        if (at > from) {
            surroundings.before(line, from, at);
        }
        int end = found.read(line, at, to);
        int escapes = escapes(line, end, to);
        if (!lines.isUnescaped()) {
            prefix.set(line, from, at, escapes);
        }
        stack.begin(surroundings.dump(found.id(), prefix.writer()), lines.number(), 1);
        body.begin();
        stack.header().copy(found, stack.append(line, at, end) - at);
        open = true;
        inProfile = false;
        if (!lines.isUnescaped()) {
            octal = OctalEscape.newline(line, end, to) > end;
            if (octal) {
                lines.unescapeOctalFrom(OctalEscape.newline(line, end, to));
            } else if (EscapedNewline.end(line, end, to) > end) {
                lines.unescapeFrom(EscapedNewline.end(line, end, to), escapes, Words.quote(line, from, at), false);
            }
        }
    }

    /** How many backslashes stand before a newline of the text that the header lies in, which goes on or ends behind it. */
    private static int escapes(byte[] line, int end, int to) {
        int backslashes = EscapedNewline.backslashes(line, end, to);
        if (EscapedNewline.end(line, end, to) > end) {
            return backslashes;
        }
        boolean ends = end + backslashes < to && line[end + backslashes] == '"';
        return ends ? backslashes + 1 : 0;
    }

    private void inside() throws IOException {
        if (lines.isUnescaped()) {
            line(lines.from());
            return;
        }
        int from = prefix.strip(lines.bytes(), lines.from(), lines.to());
        if (from == Prefix.FOREIGN && stack.entries() == 0 && !prefix.isEscaped() && isCall()) {
            prefix.clear();
            from = lines.from();
        }
        if (from == Prefix.FOREIGN) {
            if (found.find(lines.bytes(), lines.from(), lines.to()) >= 0) {
                outside(lines.from(), lines.to());
            }
        } else if (!prefix.isEscaped()) {
            line(from);
        } else {
            lines.unescapeFrom(from, prefix.backslashes(), '"', true);
            if (lines.next() && lines.isUnescaped()) {
                line(lines.from());
            }
        }
    }

    /** True for a first frame without what stands before the header: a logger puts its words before a whole dump once. */
    private boolean isCall() {
        var line = lines.bytes();
        int from = lines.from();
        int to = Bytes.trimEnd(line, from, lines.to());
        int open = Bytes.find(line, from, to, '(');
        return open > from
                && line[to - 1] == ')'
                && Bytes.find(line, from, open, ' ') < 0
                && Bytes.isLetter(line[from])
                && !prefix.beginsLike(line[from]);
    }

    private void line(int from) {
        var line = lines.bytes();
        int to = Bytes.trimEnd(line, from, lines.to());
        int text = textBegin(line, from, to);
        if (inRace) {
            raceLine(line, from, text, to);
        } else if (text == to) {
            close();
        } else if (line[text] == 'g' && found.read(line, text, to) != HeaderSpots.NONE) {
            begin(lines.from(), text, to);
        } else if (inProfile) {
            profileLine(line, text, to);
        } else if (body.isComplete() && !body.goesOn(line, text, to)) {
            close();
            outside(from, to);
        } else if (!body.read(line, from, text, to, lines.number()) && found.find(line, text, to) >= 0) {
            begin(lines.from(), found.find(line, text, to), to);
        }
    }

    private void raceLine(byte[] line, int from, int text, int to) {
        boolean ends = RaceLines.isEnd(line, text, to);
        if (text == to || !ends && race.read(line, from, text, to, lines.number(), surroundings)) {
            return;
        }
        close();
        if (!ends) {
            outside(from, to);
        }
    }

    private void profileLine(byte[] line, int text, int to) {
        if (!profile.read(line, text, to)) {
            close();
            outside(text, to);
        }
    }

    private static int textBegin(byte[] line, int from, int to) {
        int text = Bytes.skipBlanks(line, from, to);
        return Bytes.startsWith(line, text, to, ESCAPED_TAB) ? text + ESCAPED_TAB.length : text;
    }

    private void close() {
        if (!open) {
            return;
        }
        open = false;
        if (inRace) {
            inRace = false;
            race.close(sink);
            surroundings.newDump();
            return;
        }
        if (!inProfile && body.end()) {
            problems.add(
                    lines.number(), "goroutine " + stack.header().id() + " is cut off in frame " + stack.entries());
        } else if (stack.entries() == 0
                && stack.header().id() > 0) { // the scheduler's own stack is often not to be read
            problems.add(stack.line(), "goroutine " + stack.header().id() + " has no frames");
        }
        if (stack.isFull()) {
            problems.add(stack.line(), "goroutine " + stack.header().id() + " is too long; its end is left out");
        }
        sink.accept(stack);
    }
}
