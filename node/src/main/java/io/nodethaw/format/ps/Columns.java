package io.nodethaw.format.ps;

import io.nodethaw.evidence.ProcessTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns of a list, by the words of its header (procps, ps(1), standard format specifiers). Cells are separated by blanks,
 * because a number that is too wide moves those after it; the last column takes the rest of the line.
 */
record Columns(List<String> names) {
    private static final Set<String> COMMANDS = Set.of("COMMAND", "CMD", "COMM");
    private static final Set<String> STATES = Set.of("STAT", "S");

    /** Columns of lists of other things that name a process too: systemd-inhibit(1), lsns(8), lsof(8), lslocks(8). */
    private static final Set<String> OF_OTHERS = Set.of("WHO", "WHAT", "WHY", "NS", "NPROCS", "FD", "TYPE", "BLOCKER");

    /** ps with a list of columns, as it stands in a command line. */
    private static final Pattern COMMAND = Pattern.compile(
            "\\bps (?:-{0,2}[A-Za-z]+ ){0,5}?-?[A-Za-z]{0,8}o ?([a-z_]{1,20}(?::\\d{1,4})?(?:,[a-z_]{1,20}(?::\\d{1,4})?){1,30})");

    /** The headers of columns that are not called like their names (procps, ps(1), standard format specifiers). */
    private static final Map<String, String> HEADERS = Map.of(
            "state", "S", "s", "S", "comm", "COMMAND", "args", "COMMAND", "cmd", "CMD", "tid", "TID", "lstart",
            "STARTED", "etime", "ELAPSED");

    /** What stands for no wchan: a running thread, a hidden one, several threads (procps, ps(1), WCHAN). */
    private static final Set<String> UNKNOWN = Set.of("-", "0", "?", "*");

    /** A user by name, or by a number that has no name; a long one is cut off (ps(1)). */
    private static final String USER = "(?:[a-z_][\\w.+-]{0,31}|\\d{1,10}\\+?)";

    /** A line of {@code ps -ef}: user, pid, parent, C, start, terminal, time, command. */
    private static final Pattern FULL = Pattern.compile(
            "^" + USER
                    + " +\\d{1,9} +\\d{1,9} +\\d{1,3} +(?:\\d\\d:\\d\\d|[A-Z][a-z]{2} ?\\d{1,2}|\\d{4}) +(?:\\?|pts/\\d+|tty\\w+) +(?:\\d{1,5}-)?\\d\\d:\\d\\d:\\d\\d \\S");

    /** A line of {@code ps aux}: user, pid, two shares, two sizes, terminal, state, start, time, command. */
    private static final Pattern BSD = Pattern.compile(
            "^" + USER
                    + " +\\d{1,9} +\\d{1,5}\\.\\d +\\d{1,3}\\.\\d +\\d{1,12} +\\d{1,12} +(?:\\?|pts/\\d+|tty\\w+) +[RSDTtZXI][<NLsl+]{0,5} +\\S{4,8} +\\d{1,9}:\\d\\d +\\S");

    /** A line of {@code ps -elf}: that of {@code ps -ef} with flags, state, priority, nice, address, size and wchan. */
    private static final Pattern LONG = Pattern.compile("^[0-7] [RSDTtZXI] " + USER + " +\\d{1,9} +\\d{1,9} +\\d{1,3} +"
            + "[\\d-]{1,4} +[\\d-]{1,4} +\\S{1,16} +\\d{1,9} +\\S{1,32} +(?:\\d\\d:\\d\\d|[A-Z][a-z]{2} ?\\d{1,2}|\\d{4}) +"
            + "(?:\\?|pts/\\d+|tty\\w+) +(?:\\d{1,5}-)?\\d\\d:\\d\\d:\\d\\d \\S");

    /** A line of {@code ps ax}: pid, terminal, state, time, command. */
    private static final Pattern SHORT =
            Pattern.compile("^\\d{1,9} +(?:\\?|pts/\\d+|tty\\w+) +[RSDTtZXI][<NLsl+]{0,5} +\\d{1,9}:\\d\\d +\\S");

    private static final List<String> SHORT_NAMES = List.of("PID", "TTY", "STAT", "TIME", "COMMAND");
    private static final List<String> LONG_NAMES = List.of(
            "F", "S", "UID", "PID", "PPID", "C", "PRI", "NI", "ADDR", "SZ", "WCHAN", "STIME", "TTY", "TIME", "CMD");

    private static final List<String> FULL_NAMES = List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    private static final List<String> BSD_NAMES =
            List.of("USER", "PID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "STAT", "START", "TIME", "COMMAND");

    /** The lines of a list by which its columns are known without a header. */
    private record Cut(Pattern row, Columns columns) {
        Cut(Pattern row, List<String> names) {
            this(row, new Columns(names));
        }
    }

    private static final List<Cut> CUT_OUT = List.of(
            new Cut(FULL, FULL_NAMES), new Cut(BSD, BSD_NAMES), new Cut(LONG, LONG_NAMES), new Cut(SHORT, SHORT_NAMES));

    /** Columns that only lists with whole command lines have. */
    private static final Set<String> OF_LINES = Set.of("%CPU", "C", "VSZ", "SZ");

    /** "Tue Jan  2 03:04:05 2026" in a column that the header calls one word (lstart). */
    private static final Set<String> WEEKDAYS = Set.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static final int WORDS_OF_A_TIME = 5;

    /** procps src/ps/output.c, pr_args and forest_helper. */
    private static final int BRANCH = 2;

    private static final int LEVEL = 4;

    private static final String WORD = "[A-Z%][A-Z0-9%_:/+-]*";

    /** PF_KTHREAD, include/linux/sched.h: ps puts the names of the kernel's threads into brackets where it shows command lines. */
    private static final long KERNEL_THREAD = 0x00200000;

    Columns {
        names = List.copyOf(names);
    }

    /** The columns of a header line; empty for any other line. */
    static Optional<Columns> of(String line) {
        if (!line.contains("PID")) {
            return Optional.empty();
        }
        var words = List.of(line.strip().split("\\s+"));
        boolean header = words.size() > 2
                && words.contains("PID")
                && words.stream().noneMatch(OF_OTHERS::contains)
                && words.stream().skip(words.indexOf("PID")).anyMatch(COMMANDS::contains)
                && words.stream().allMatch(word -> word.matches(WORD));
        return header ? Optional.of(new Columns(words)) : Optional.empty();
    }

    /** The columns that a command line asks for, where the header was filtered out: "ps -eo pid,stat,comm | grep ' D'". */
    static Optional<Columns> asked(String line) {
        if (!line.contains("ps ")) {
            return Optional.empty();
        }
        var command = COMMAND.matcher(line);
        if (!command.find()) {
            return Optional.empty();
        }
        var names = Arrays.stream(command.group(1).split(",", -1))
                .map(name -> name.replaceFirst("[:=].*", ""))
                .map(name -> HEADERS.getOrDefault(name, name.toUpperCase(Locale.ROOT)))
                .toList();
        return names.contains("PID")
                        && names.stream().skip(names.indexOf("PID")).anyMatch(COMMANDS::contains)
                ? Optional.of(new Columns(names))
                : Optional.empty();
    }

    /**
     * What a line shows.
     *
     * @param tid of the thread, or of the process where the list has no threads
     * @param wchan kernel function that it sleeps in; empty where the list does not tell
     * @param depth how deep it stands in a tree that does not tell parents otherwise; empty where it is drawn below nobody
     * @param times the cells of {@link ListedTimes#COLUMNS}
     */
    record Row(ProcessTable.Entry process, int tid, String wchan, OptionalInt depth, Map<String, String> times) {
        /** The same below this parent. */
        Row below(int parent) {
            return new Row(process.below(parent), tid, wchan, depth, times);
        }
    }

    /** How deep it stands in a tree (ps f): its branch begins two letters after the cell before, and each level takes four more. */
    private static OptionalInt depth(String rest) {
        int branch = rest.indexOf("\\_ ");
        boolean drawn =
                branch >= 0 && rest.substring(0, branch).chars().allMatch(letter -> letter == ' ' || letter == '|');
        return drawn ? OptionalInt.of(1 + Math.max(0, branch - BRANCH) / LEVEL) : OptionalInt.empty();
    }

    /** The columns of a line of {@code ps -ef} or {@code ps aux} that stands without its header; empty for any other line. */
    static Optional<Columns> cutOut(String line) {
        var text = line.strip();
        return CUT_OUT.stream()
                .filter(cut -> cut.row().matcher(text).lookingAt())
                .map(Cut::columns)
                .findFirst();
    }

    /** True where the command is shown with its arguments: in lists with TTY and TIME where others are as long, else by its header. */
    private boolean hasCommandLines() {
        return names.contains("TIME")
                ? names.equals(SHORT_NAMES) || names.stream().anyMatch(OF_LINES::contains)
                : names.contains("CMD");
    }

    /** True for the line of a thread below that of its process, which has no number of its own (ps m). */
    boolean isThread(String line) {
        int at = names.indexOf("PID");
        var words = line.strip().split("\\s+", at + 2);
        return words.length > at && words[at].equals("-");
    }

    /** What the cells of a line tell. */
    private static final class Told {
        private Optional<Integer> pid = Optional.empty();
        private Optional<Integer> tid = Optional.empty();
        private String wchan = "";
        private int parent;
        private int threads;
        private final Map<String, String> times = new HashMap<>();
        private String state = Character.toString(ProcessTable.Entry.UNTOLD);

        void take(String name, String text) {
            if (ListedTimes.COLUMNS.contains(name)) {
                times.put(name, text);
            }
            switch (name) {
                case "PID" -> pid = number(text);
                case "PPID" -> parent = number(text).orElse(0);
                case "LWP", "TID", "SPID" -> tid = number(text);
                case "NLWP", "THCNT" -> threads = number(text).orElse(0);
                case "WCHAN" -> wchan = UNKNOWN.contains(text) ? "" : text;
                default -> state = STATES.contains(name) ? text : state;
            }
        }
    }

    /** Where the command is: mostly in the last column; where it is not, it takes what the columns on both sides leave. */
    private int command() {
        return (int) names.stream().takeWhile(name -> !COMMANDS.contains(name)).count();
    }

    /** The process of a line; empty where the line has none. */
    Optional<Row> row(String line) {
        var told = new Told();
        int at = 0;
        for (var name : names.subList(0, command())) {
            var cell = cell(line, at, name);
            if (cell.isEmpty()) {
                return Optional.empty();
            }
            at = cell.get().end();
            told.take(name, cell.get().text());
        }
        var rest = line.substring(Math.min(at, line.length()));
        var command = behind(rest.strip(), told);
        return command.isEmpty()
                ? Optional.empty()
                : told.pid.map(number -> new Row(
                        entry(number, told, command, hasCommandLines()),
                        told.tid.orElse(number),
                        told.wchan,
                        names.contains("PPID") ? OptionalInt.empty() : depth(rest),
                        told.times));
    }

    /** Takes the cells behind the command off the rest of a line. */
    private String behind(String rest, Told told) {
        var left = rest;
        for (var name : names.subList(Math.min(names.size(), command() + 1), names.size())
                .reversed()) {
            int blank = left.lastIndexOf(' ');
            told.take(name, left.substring(blank + 1));
            left = left.substring(0, Math.max(0, blank)).strip();
        }
        return left;
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

    /**
     * Brackets stand around the names of the kernel's threads, and of processes that hide their command line: of these most lead a
     * session, which no thread of the kernel does.
     */
    private static ProcessTable.Entry entry(int pid, Told told, String command, boolean line) {
        boolean kernel =
                command.startsWith("[") && command.endsWith("]") && told.parent <= 2 && !told.state.contains("s");
        return new ProcessTable.Entry(
                pid,
                told.parent,
                line ? Command.program(command) : Command.name(command),
                told.state.charAt(0),
                Optional.empty(),
                Optional.empty(),
                kernel ? Optional.of(KERNEL_THREAD) : Optional.empty(),
                threads(told));
    }

    /** Of one whose first thread has ended: more than one where the state says so, "Zl" (procps, ps(1), process state codes). */
    private static Optional<Integer> threads(Told told) {
        int least = told.state.contains("l") ? 2 : 0;
        int threads = Math.max(least, told.threads);
        return told.state.charAt(0) == 'Z' && threads > 1 ? Optional.of(threads) : Optional.empty();
    }
}
