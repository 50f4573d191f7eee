package io.nodethaw.format.goroutines;

import io.nodethaw.format.Tap;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Passes a file through to the reader of goroutines, and notes which lines tell what process the goroutines belong to: the
 * prefix that a log puts before a line, and the line that containerd's shim writes after its dump.
 */
final class Labels extends Tap {
    /** In every line that is looked for. */
    private static final byte[] WORD = "goroutine".getBytes(StandardCharsets.UTF_8);

    /** How many bytes at the beginning and the end of a line are looked at: one line may hold a whole dump. */
    private static final int KEPT = 512;

    /** The most labels kept; a log may repeat them on each of a million lines. */
    private static final int MOST = 10_000;

    /**
     * A line of journalctl or syslog: "Jan 02 03:04:05 HOST PROGRAM[PID]: ..." or with a time as in RFC 3339, or
     * what somebody has left of it: "03:04:05 PROGRAM[PID]: ...". Only lines at
     * which a goroutine begins count: other lines of a log may come from other programs.
     */
    private static final Pattern LOG_LINE = Pattern.compile(
            "^(?:(?:\\w{3} [ \\d]\\d [\\d:.]+|\\d{4}-\\d\\d-\\d\\d[T ]\\S+) (\\S{1,253})|\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) ([\\w.@+-]{1,64})\\[(\\d{1,9})\\]: .*\\bgoroutine \\d+ ");

    /** containerd, runtime/v2/shim/shim.go, dumpStacks: the logger adds the fields of the shim's context. */
    private static final Pattern END_OF_DUMP =
            Pattern.compile("=== END goroutine stack dump ===.*\\bpid=\"?(\\d{1,9})\\b");

    /**
     * What a line tells.
     *
     * @param line its number, from 1
     * @param program the program that wrote the line; empty when the line is about the dump before it, whichever program wrote
     *     it
     */
    record Label(long line, Optional<String> host, Optional<String> program, Optional<Integer> pid) {
        /**
         * True when the label is about the program of this dump. The log of containerd also holds dumps of its shims, and the
         * pid before a line is that of the program that wrote it.
         */
        boolean tellsOf(Optional<String> dumped) {
            return program.isEmpty() || dumped.isPresent() && dumped.get().startsWith(program.get());
        }
    }

    private final byte[] head = new byte[KEPT];
    private final byte[] tail = new byte[KEPT];
    private long length;
    private long line = 1;
    private final List<Label> found = new ArrayList<>();

    Labels(InputStream in) {
        super(in);
    }

    /** All labels, after the whole file was read. */
    List<Label> found() {
        endLine();
        return List.copyOf(found);
    }

    @Override
    protected void take(byte[] bytes, int from, int to) {
        int begins = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, begins, i);
                begins = i + 1;
                endLine();
                line++;
            }
        }
        keep(bytes, begins, to);
    }

    private void keep(byte[] bytes, int from, int to) {
        int fits = Math.clamp(KEPT - length, 0, to - from);
        System.arraycopy(bytes, from, head, (int) Math.min(length, KEPT), fits);
        length += fits;
        for (int i = from + fits; i < to; i++) {
            keepInTail(bytes[i]);
        }
    }

    /** The tail begins once the head is full, with what the head has. */
    private void keepInTail(byte next) {
        if (length == KEPT) {
            System.arraycopy(head, 0, tail, 0, KEPT);
        }
        tail[(int) (length % KEPT)] = next;
        length++;
    }

    private void endLine() {
        if (found.size() < MOST && (length > KEPT || mayTell((int) length))) {
            look(new String(head, 0, (int) Math.min(length, KEPT), StandardCharsets.UTF_8));
        }
        length = 0;
    }

    /** False for nearly all lines of other texts, which are not made a text for this. */
    private boolean mayTell(int end) {
        for (int i = 0; i + WORD.length <= end; i++) {
            if (head[i] == WORD[0] && Arrays.equals(head, i, i + WORD.length, WORD, 0, WORD.length)) {
                return true;
            }
        }
        return false;
    }

    private void look(String beginning) {
        if (beginning.contains("goroutine ")) {
            var match = LOG_LINE.matcher(beginning);
            if (match.find()) {
                found.add(new Label(
                        line,
                        Optional.ofNullable(match.group(1)),
                        Optional.of(match.group(2)),
                        Optional.of(Integer.valueOf(match.group(3)))));
            }
        }
        var end = length <= KEPT ? beginning : end();
        if (end.contains("END goroutine")) {
            var match = END_OF_DUMP.matcher(end);
            if (match.find()) {
                found.add(new Label(
                        line, Optional.empty(), Optional.empty(), Optional.of(Integer.valueOf(match.group(1)))));
            }
        }
    }

    private String end() {
        int from = (int) (length % KEPT);
        return new String(tail, from, KEPT - from, StandardCharsets.UTF_8)
                + new String(tail, 0, from, StandardCharsets.UTF_8);
    }
}
