package io.nodethaw.format.kernel;

import static java.util.stream.Collectors.toMap;

import io.nodethaw.evidence.KernelPlace;
import io.nodethaw.evidence.KernelWords;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.KernelFrame;
import io.nodethaw.format.Line;
import io.nodethaw.format.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's reports of tasks that have not run for minutes (kernel/hung_task.c). They are repeated as long as the wait lasts, so
 * that a wait is over where the log goes on without one.
 */
public final class HungTasks implements Finder {
    /** The line of sched_show_task (kernel/sched/core.c) before a stack, since 5.9. */
    private static final Pattern STATE = Pattern.compile("^task:(.{1,64}?) +state:(\\w) +stack: *\\d* *pid: *(\\d{1,9})"
            + "(?: +tgid: *(\\d{1,9}))?(?: +ppid: *(\\d{1,9}))?");

    /** The same before: name, state, stack left (or a program counter), pid, parent, flags. */
    private static final Pattern OLD_STATE = Pattern.compile(
            "^(.{1,20}?) +([RSDTtXZPI]) *(?:[0-9a-f]{8,16} +)?(?:\\d{1,9} +)?(\\d{1,9}) +(\\d{1,9}) +0x[0-9a-f]{1,16}");

    /** The report of a task ends with one of these, and nothing after it belongs to the stack. */
    private static final Pattern AFTER =
            Pattern.compile("^(?:Showing all locks|NMI backtrace|Sending NMI|Kernel panic|INFO: |rcu: |watchdog: "
                    + "|={3,}|-{3,}|1 lock held|\\d+ locks held)");

    /** A report is repeated after the time it names, while kernel.hung_task_warnings lasts: 10 by default. */
    private static final int REPORTS = 10;

    /** What only check_hung_task says, between the headline and the stack of a report, whose headline may be cut off. */
    private static final String WITHIN = "hung_task_timeout_secs\" disables this message";

    /** The time after which it reports a task, where no headline tells another one (lib/Kconfig.debug). */
    private static final long DEFAULT_SECONDS = 120;

    /** After this many times the time between two reports, a wait without another one is over. */
    private static final int OVER = 3;

    private static final int MOST = 2_000;
    private static final int MOST_FRAMES = 64;

    /** What is known of one task. */
    private static final class Report {
        private final String comm;
        private final int tid;
        private final Line line;
        private Optional<Duration> held = Optional.empty();
        private Optional<Integer> pid = Optional.empty();
        private Optional<HeldLocks.Holder> owner = Optional.empty();
        private int parent;
        private char state = ProcessTable.Entry.UNTOLD;
        private final List<String> functions = new ArrayList<>();
        private final List<String> guesses = new ArrayList<>();
        private int times = 1;
        private Line first;

        Report(String comm, int tid, Line line) {
            this.comm = comm;
            this.tid = tid;
            this.line = line;
            this.first = line;
        }

        void isHeld(Duration least) {
            held = Optional.of(least);
        }

        /** Its stack; a kernel that could not unwind it has marked every address that lay on it as a guess. */
        List<String> stack() {
            return functions.isEmpty() ? KernelPlace.fromSleep(guesses) : functions;
        }

        boolean isInLock() {
            return KernelPlace.of(stack()).kind() == KernelPlace.Kind.LOCK;
        }

        void waitsFor(HeldLocks.Holder holder) {
            owner = Optional.of(holder);
        }
    }

    private final Map<Integer, Report> reports = new LinkedHashMap<>();
    private Optional<Report> open = Optional.empty();
    private Optional<Line> last = Optional.empty();
    private final HeldLocks locks = new HeldLocks();

    /** The line within a report, while its task is not told yet. */
    private Optional<Line> headless = Optional.empty();

    private boolean suppressed;
    private boolean isLog;

    @Override
    public void take(Line line) {
        isLog |= line.uptime().isPresent();
        locks.take(line.text());
        if (line.isLogged()) {
            last = Optional.of(line);
        }
        var text = line.text();
        if (!text.contains("INFO: task ")) {
            suppressed |= text.contains("Future hung task reports are suppressed");
            headless = text.contains(WITHIN) ? Optional.of(line) : headless;
            if (!isNext(line)) {
                open.ifPresent(report -> inside(report, text));
            }
            return;
        }
        var headline = KernelWords.HUNG.matcher(text);
        var owner = KernelWords.OWNED.matcher(text);
        if (headline.find()) {
            begin(headline.group(1), headline.group(2), line);
            var least = Duration.ofSeconds(Long.parseLong(headline.group(3)));
            open.ifPresent(report -> report.isHeld(least));
        } else if (owner.find()) {
            var holder = new HeldLocks.Holder(Integer.parseInt(owner.group(4)), owner.group(3));
            Optional.ofNullable(reports.get(Integer.valueOf(owner.group(2))))
                    .ifPresent(report -> report.waitsFor(holder));
            open = reports.containsKey(Integer.valueOf(owner.group(4)))
                    ? Optional.empty()
                    : Optional.of(new Report(owner.group(3), Integer.parseInt(owner.group(4)), line));
            open.filter(_ -> reports.size() < MOST).ifPresent(report -> reports.put(report.tid, report));
        } else {
            open = Optional.empty();
        }
    }

    /** Another report of the same task takes the place of the one before. */
    private void begin(String comm, String tid, Line line) {
        open = Optional.empty();
        if (reports.size() < MOST || reports.containsKey(Integer.valueOf(tid))) {
            var report = new Report(comm, Integer.parseInt(tid), line);
            var before = reports.put(report.tid, report);
            if (before != null && before.comm.equals(comm)) {
                report.times = before.times + 1;
                report.first = before.first;
            }
            open = Optional.of(report);
        }
    }

    /** The line before the stack of a task: of the reported one, or of one of all that are held (sysrq w). */
    private boolean isNext(Line line) {
        boolean isNew = line.text().startsWith("task:");
        if (!isNew && !line.text().contains(" 0x")) {
            return false;
        }
        var state = STATE.matcher(line.text());
        var old = OLD_STATE.matcher(line.text());
        if (isNew && state.find()) {
            next(line, state, Optional.ofNullable(state.group(4)), Optional.ofNullable(state.group(5)));
        } else if (old.find()) {
            next(line, old, Optional.empty(), Optional.of(old.group(4)));
        } else {
            return false;
        }
        return true;
    }

    private void next(Line line, Matcher match, Optional<String> pid, Optional<String> parent) {
        int tid = Integer.parseInt(match.group(3));
        var expected = open.filter(report -> report.tid == tid && report.state == ProcessTable.Entry.UNTOLD);
        if (expected.isEmpty()) {
            boolean held = match.group(2).equals("D") && !reports.containsKey(tid) && reports.size() < MOST;
            open = held ? Optional.of(new Report(match.group(1).strip(), tid, line)) : Optional.empty();
            open.ifPresent(report -> {
                reports.put(tid, report);
                headless.ifPresent(_ -> report.isHeld(Duration.ofSeconds(DEFAULT_SECONDS)));
            });
        }
        headless = Optional.empty();
        open.ifPresent(report -> {
            report.state = match.group(2).charAt(0);
            report.pid = pid.map(Integer::valueOf);
            report.parent = parent.map(Integer::valueOf).orElse(0);
        });
    }

    private void inside(Report report, String text) {
        if (AFTER.matcher(text).find()) {
            open = Optional.empty();
        } else {
            frame(report, text);
        }
    }

    private void frame(Report report, String text) {
        var function = KernelFrame.function(text);
        boolean guess = KernelFrame.isGuess(text);
        var stack = guess ? report.guesses : report.functions;
        if (function.isPresent() && stack.size() < MOST_FRAMES) {
            stack.add(function.get());
        } else if (function.isEmpty() && text.startsWith("RIP: 0033:")) {
            open = Optional.empty(); // where it entered the kernel: the last line of a stack
        }
    }

    @Override
    public void end(Found into) {
        if (isLog || !reports.isEmpty()) {
            into.is("a kernel log");
        }
        var owners = new LinkedHashMap<Integer, HeldLocks.Holder>();
        var waiting = reports.values().stream()
                .filter(report -> !report.stack().isEmpty() && !isOver(report))
                .collect(toMap(report -> report.tid, Report::isInLock));
        reports.values().stream().filter(report -> !isOver(report)).forEach(report -> {
            report.owner = report.owner.or(() -> locks.holder(report.tid, waiting));
            report.owner.ifPresent(owner -> owners.putIfAbsent(owner.tid(), owner));
        });
        owners.values().stream()
                .filter(owner -> !reports.containsKey(owner.tid()))
                .forEach(owner -> into.task(known(owner, into)));
        for (var report : reports.values()) {
            if (isOver(report)) {
                into.note(
                        report.line.number(),
                        report.comm + ":" + report.tid + " was held in the kernel for "
                                + report.held.orElse(Duration.ZERO).toSeconds()
                                + " s, and is not reported again although the log goes on: not held any more");
            } else {
                into.task(task(report, into));
            }
        }
    }

    /** A task of which nothing but its name is told. */
    private static Piece.Task known(HeldLocks.Holder owner, Found into) {
        return Piece.Task.known(
                Optional.of(owner.tid()), Optional.empty(), 0, owner.comm(), Optional.empty(), into.at(1));
    }

    private boolean isOver(Report report) {
        return report.held.isPresent()
                && !suppressed
                && reports.values().stream()
                                .mapToInt(each -> each.held.isPresent() ? each.times : 0)
                                .sum()
                        < REPORTS
                && last.flatMap(end -> end.since(report.line))
                        .filter(seconds -> seconds > OVER * (double) interval(report))
                        .isPresent();
    }

    /** How long after a report the next one is due: since 5.x the reports name all of the time. */
    private static long interval(Report report) {
        long held = report.held.orElse(Duration.ZERO).toSeconds();
        return report.times > 1 ? Math.max(1, held / report.times) : held;
    }

    private static Piece.Task task(Report report, Found into) {
        long between = report.line.since(report.first).map(Double::longValue).orElse(0L);
        var held = report.held.map(least -> {
            var longest = Duration.ofSeconds(between).plus(Duration.ofSeconds(interval(report)));
            return longest.compareTo(least) > 0 ? longest : least;
        });
        return new Piece.Task(
                Optional.of(report.tid),
                report.pid,
                report.parent,
                report.comm,
                report.held.isPresent() ? 'D' : report.state,
                "",
                report.stack(),
                held,
                report.owner.map(HeldLocks.Holder::tid),
                report.parent == 2 || KernelFrame.isOfKernelThread(report.stack()),
                into.at(report.line.number()));
    }
}
