package io.nodethaw.format.ps;

import io.nodethaw.evidence.ProcessTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a list, by the words of its header (procps, ps(1), standard format specifiers). Cells are separated by blanks,
 * because a number that is too wide moves those after it; the last column takes the rest of the line.
 */
record Columns(List<String> names) {
    private static final Set<String> COMMANDS = Set.of("COMMAND", "CMD", "COMM");
    private static final Set<String> STATES = Set.of("STAT", "S");

    /** "Tue Jan  2 03:04:05 2026" in a column that the header calls one word (lstart). */
    private static final Set<String> WEEKDAYS = Set.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static final int WORDS_OF_A_TIME = 5;

    private static final String WORD = "[A-Z%][A-Z0-9%_:/+-]*";

    /** PF_KTHREAD, include/linux/sched.h: ps puts the names of the kernel's threads into brackets where it shows command lines. */
    private static final long KERNEL_THREAD = 0x00200000;

    Columns {
        names = List.copyOf(names);
    }

    /** The columns of a header line; empty for any other line. */
    static Optional<Columns> of(String line) {
        var words = List.of(line.strip().split("\\s+"));
        boolean header = words.size() > 2
                && words.contains("PID")
                && COMMANDS.contains(words.getLast())
                && words.stream().allMatch(word -> word.matches(WORD));
        return header ? Optional.of(new Columns(words)) : Optional.empty();
    }

    /** The process of a line; empty where the line has none. */
    Optional<ProcessTable.Entry> process(String line) {
        var pid = Optional.<Integer>empty();
        int parent = 0;
        char state = ProcessTable.Entry.UNTOLD;
        int at = 0;
        for (int i = 0; i < names.size() - 1; i++) {
            var cell = cell(line, at, names.get(i));
            if (cell.isEmpty()) {
                return Optional.empty();
            }
            at = cell.get().end();
            var text = cell.get().text();
            switch (names.get(i)) {
                case "PID" -> pid = number(text);
                case "PPID" -> parent = number(text).orElse(0);
                default -> {
                    if (STATES.contains(names.get(i))) {
                        state = text.charAt(0);
                    }
                }
            }
        }
        var command = line.substring(Math.min(at, line.length())).strip();
        int of = parent;
        char letter = state;
        return command.isEmpty() ? Optional.empty() : pid.map(number -> entry(number, of, letter, command));
    }

    private record Cell(String text, int end) {}

    private static Optional<Cell> cell(String line, int from, String name) {
        int begin = skip(line, from, true);
        int end = skip(line, begin, false);
        if (begin == end) {
            return Optional.empty();
        }
        var text = line.substring(begin, end);
        if (name.equals("STARTED") && WEEKDAYS.contains(text)) {
            for (int word = 1; word < WORDS_OF_A_TIME; word++) {
                end = skip(line, skip(line, end, true), false);
            }
        }
        return Optional.of(new Cell(text, end));
    }

    private static int skip(String line, int from, boolean blanks) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at)) == blanks) {
            at++;
        }
        return at;
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static ProcessTable.Entry entry(int pid, int parent, char state, String command) {
        boolean kernel = command.startsWith("[") && command.endsWith("]") && parent <= 2;
        return new ProcessTable.Entry(
                pid,
                parent,
                Command.name(command),
                state,
                Optional.empty(),
                Optional.empty(),
                kernel ? Optional.of(KERNEL_THREAD) : Optional.empty());
    }
}
