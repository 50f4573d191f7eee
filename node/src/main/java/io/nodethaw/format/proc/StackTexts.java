package io.nodethaw.format.proc;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.FrozenTask;
import io.nodethaw.format.KernelFrame;
import io.nodethaw.format.Line;
import io.nodethaw.format.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Kernel stacks as {@code /proc/PID/stack} shows them: after the command that printed them, after a heading, or with the path
 * before each line.
 */
public final class StackTexts implements Finder {
    /** In "cat /proc/123/stack", or as a heading before what that printed. */
    private static final Pattern PATH =
            Pattern.compile("/proc/(\\d{1,9}|self)(?:/task/(\\d{1,9}|\\*))?/(stack|status|comm|wchan|stat)\\b");

    /** Where somebody has gone to, by its prompt or the command: what is shown next is of that task. */
    private static final Pattern FOLDER = Pattern.compile(
            "(?:^|[\\s:@~])(?:cd )?/proc/(\\d{1,9})(?:/task/(\\d{1,9}))?/?(?:[\\]#$> ]+(?:sudo )?(?:cat (stack|status|wchan))?)?$");

    private static final Pattern FILE = Pattern.compile("(?:^|/)proc/(\\d{1,9})(?:/task/(\\d{1,9}))?/stack$");

    /** A wait channel alone in its line, or behind the path of its file; "0" is a task that runs (fs/proc/base.c, proc_pid_wchan). */
    private static final Pattern CHANNEL = Pattern.compile(
            "^(?:\\S{0,200}/proc/(\\d{1,9})(?:/task/(\\d{1,9}))?/wchan:(?:\\d{1,4}:)?\\s*)?([a-z_][a-z0-9_.]{3,63})(?: ?[\\w.-]{1,64}[@:].{0,99})?$");

    private static final Pattern PREFIX =
            Pattern.compile("^\\S{0,200}/proc/(\\d{1,9})(?:/task/(\\d{1,9}))?/stack:(?:\\d{1,4}:)?\\s*(.*)$");

    /**
     * A frame of it has the address in brackets, which frames of other texts need not have (fs/proc/base.c, proc_pid_stack); a word
     * that a script put before it.
     */
    private static final Pattern FRAME =
            Pattern.compile("^(?:[>*|-] )?(?:[a-z]{1,10}: ?)?(\\[ *<[0-9a-fx]{1,18}>\\] .*)$");

    /** crash(8): the head of a stack or of a line of "foreach UN ps", and a frame. */
    private static final Pattern CRASH = Pattern.compile(
            "^(?:\\[[^\\]]{1,40}\\] )?(?:\\[(\\w\\w)\\] +)?PID: (\\d{1,9}) +TASK: \\S{1,20} +CPU: \\d{1,5} +COMMAND: \"([^\"]{1,16})\"");

    private static final Pattern CRASH_FRAME =
            Pattern.compile("^#\\d{1,3} \\[[0-9a-f]{8,16}\\] ([A-Za-z_][\\w.]{0,127}) at [0-9a-f]{8,16}");

    /** What people write over a stack: "pid 123 (dockerd):", "PID: 123 dockerd". */
    private static final Pattern TITLE = Pattern.compile(
            "(?i)^(?:[#=*>-]+ *)?(?:process|task|thread|tid|pid)\\s*[:=# ]\\s*(\\d{1,9})\\b[ ,:(/-]{0,3}(?:comm[:=]? *|name[:=]? *)?([A-Za-z][\\w:./\\[\\]-]{0,30})?");

    /** Of {@code /proc/PID/status}: the name, and the state with its letter. */
    private static final Pattern NAME = Pattern.compile("^Name:\\s+(.{1,15})$");

    private static final Pattern STATE = Pattern.compile("^State:\\s+([RSDTtZXI]) \\(");
    private static final Pattern STATUS_PID = Pattern.compile("^(Pid|Tgid|PPid):\\s+(\\d{1,9})$");

    /** Where a task entered the kernel, or began: the outermost function of a stack (arch/x86/entry, arch/arm64/kernel/entry.S). */
    private static final List<String> ENTRIES = List.of(
            "entry_SYSCALL",
            "entry_SYSENTER",
            "entry_INT80",
            "ret_from_fork",
            "el0t_64_sync",
            "el0_sync",
            "system_call_fastpath",
            "tracesys");

    private static final int MOST = 10_000;
    private static final int MOST_FRAMES = 64;

    /** What is known of whose stack comes next, or is being read. */
    private static final class Stack {
        private Optional<Integer> tid = Optional.empty();
        private Optional<Integer> pid = Optional.empty();
        private String comm = "";
        private int parent;
        private char state = ProcessTable.Entry.UNTOLD;
        private String wchan = "";
        private final List<String> functions = new ArrayList<>();
        private long line;
        private boolean isWhole;
    }

    private final List<Stack> stacks = new ArrayList<>();
    private Stack now = new Stack();
    private boolean inStatus;

    /** Right after a command that shows a wait channel. */
    private boolean inChannel;

    /** In a stack of the kernel's log, whose times somebody has taken off. */
    private boolean inTrace;

    @Override
    public void take(Line line) {
        var text = line.text();
        var prefixed = text.contains("/stack:") ? PREFIX.matcher(text) : null;
        if (prefixed != null
                && prefixed.matches()
                && KernelFrame.function(prefixed.group(3)).isPresent()) {
            var tid = Optional.ofNullable(prefixed.group(2))
                    .or(() -> Optional.of(prefixed.group(1)))
                    .map(Integer::valueOf);
            if (!now.tid.equals(tid)) {
                next();
                now.tid = tid;
                now.pid = Optional.of(Integer.valueOf(prefixed.group(1)));
            }
            frame(prefixed.group(3), line);
            return;
        }
        var frame = FRAME.matcher(text);
        boolean logged = line.uptime().isPresent()
                || line.program().filter("kernel"::equals).isPresent();
        if (!logged && frame.matches() && isFrame(frame.group(1))) {
            if (!inTrace) {
                frame(frame.group(1), line);
            }
            return;
        }
        if (crash(text, line) || channel(text, line)) {
            return;
        }
        inTrace = text.contains("Call Trace:") || text.contains("Call trace:") || inTrace && text.startsWith("<");
        heading(text);
    }

    private boolean crash(String text, Line line) {
        var head = text.contains("COMMAND: ") ? CRASH.matcher(text) : null;
        if (head != null && head.find()) {
            next();
            now.tid = Optional.of(Integer.valueOf(head.group(2)));
            now.comm = head.group(3);
            now.state = "UN".equals(head.group(1)) ? 'D' : now.state;
            return true;
        }
        var frame = text.startsWith("#") ? CRASH_FRAME.matcher(text) : null;
        if (frame == null || !frame.find()) {
            return false;
        }
        now.line = now.line == 0 ? line.number() : now.line;
        if (now.functions.size() < MOST_FRAMES) {
            now.functions.add(frame.group(1));
        }
        return true;
    }

    /** The wait channel of a task: behind the path of its file, or in the line after the command that showed it. */
    private boolean channel(String text, Line line) {
        boolean prefixed = text.contains("/wchan:");
        var channel = prefixed || inChannel ? CHANNEL.matcher(text) : null;
        inChannel = false;
        if (channel == null || !channel.matches() || prefixed != (channel.group(1) != null)) {
            return false;
        }
        if (prefixed) {
            next();
            now.pid = Optional.of(Integer.valueOf(channel.group(1)));
            now.tid =
                    Optional.ofNullable(channel.group(2)).map(Integer::valueOf).or(() -> now.pid);
        }
        now.wchan = channel.group(3);
        now.line = line.number();
        return true;
    }

    private static boolean isFrame(String text) {
        return KernelFrame.function(text).isPresent() || text.endsWith("0xffffffffffffffff");
    }

    private void frame(String text, Line line) {
        inStatus = false;
        if (now.isWhole) {
            var process = now.tid.isEmpty() ? now.pid : Optional.<Integer>empty();
            next();
            now.pid = process; // of another of its threads, whose number is not told
        }
        now.line = now.line == 0 ? line.number() : now.line;
        if (text.endsWith("0xffffffffffffffff")) { // the end of a stack until 5.x
            now.isWhole = true;
        } else if (now.functions.size() < MOST_FRAMES && !KernelFrame.isGuess(text)) {
            KernelFrame.function(text).ifPresent(now.functions::add);
            now.isWhole = ENTRIES.stream().anyMatch(now.functions.getLast()::startsWith);
        }
    }

    private void heading(String text) {
        boolean named = text.contains("/proc/");
        var folder = named ? FOLDER.matcher(text) : null;
        var path = PATH.matcher(text);
        if (folder != null && folder.find()) {
            next();
            now.pid = Optional.of(Integer.valueOf(folder.group(1)));
            now.tid = Optional.ofNullable(folder.group(2)).map(Integer::valueOf).or(() -> now.pid);
            inStatus = "status".equals(folder.group(3));
            inChannel = "wchan".equals(folder.group(3));
            return;
        }
        if (named && path.find()) {
            var tid = Optional.ofNullable(path.group(2))
                    .or(() -> Optional.of(path.group(1)))
                    .filter(number -> !number.equals("self") && !number.equals("*"))
                    .map(Integer::valueOf);
            if (!now.functions.isEmpty() || now.tid.isPresent() && !now.tid.equals(tid)) {
                next();
            }
            now.tid = tid;
            now.pid = Optional.of(path.group(1))
                    .filter(number -> !number.equals("self"))
                    .map(Integer::valueOf);
            inStatus = path.group(3).equals("status");
            inChannel = path.group(3).equals("wchan");
            return;
        }
        if (status(text)) {
            return;
        }
        var title = TITLE.matcher(text);
        if (title.find()) {
            if (!now.functions.isEmpty()) {
                next();
            }
            now.tid = Optional.of(Integer.valueOf(title.group(1)));
            now.comm = title.group(2) == null ? now.comm : name(title.group(2));
        } else if (!now.functions.isEmpty()) {
            next();
        }
    }

    private boolean status(String text) {
        if (!inStatus && !text.startsWith("Name:")) {
            return false;
        }
        var name = NAME.matcher(text);
        if (name.matches()) {
            if (!now.functions.isEmpty() || !now.comm.isEmpty()) {
                next();
            }
            now.comm = name.group(1);
            inStatus = true;
            return true;
        }
        var state = STATE.matcher(text);
        var pid = STATUS_PID.matcher(text);
        if (inStatus && state.find()) {
            now.state = state.group(1).charAt(0);
        } else if (inStatus && pid.matches()) {
            int number = Integer.parseInt(pid.group(2));
            switch (pid.group(1)) {
                case "Pid" -> now.tid = Optional.of(number);
                case "Tgid" -> now.pid = Optional.of(number);
                default -> now.parent = number;
            }
        } else {
            return inStatus && text.matches("[A-Za-z_]+:\\s.*");
        }
        return true;
    }

    private static String name(String text) {
        var last = text.substring(text.lastIndexOf('/') + 1);
        return last.length() <= 15 ? last : last.substring(0, 15);
    }

    private void next() {
        boolean told = !now.functions.isEmpty() || !now.wchan.isEmpty() || now.state != ProcessTable.Entry.UNTOLD;
        if (told && stacks.size() < MOST) {
            stacks.add(now);
        }
        now = new Stack();
        inStatus = false;
    }

    /** Collectors copy the files of {@code /proc} under their names, and the only stack in one is of the process that it names. */
    private void nameOfFile(String file) {
        var named = FILE.matcher(file);
        if (stacks.size() == 1
                && stacks.getFirst().tid.isEmpty()
                && stacks.getFirst().pid.isEmpty()
                && named.find()) {
            stacks.getFirst().pid = Optional.of(Integer.valueOf(named.group(1)));
            stacks.getFirst().tid = Optional.ofNullable(named.group(2))
                    .or(() -> Optional.of(named.group(1)))
                    .map(Integer::valueOf);
        }
    }

    @Override
    public void end(Found into) {
        next();
        nameOfFile(into.file());
        var shown = stacks.stream().filter(stack -> !stack.functions.isEmpty()).toList();
        if (!shown.isEmpty()) {
            into.is("kernel stacks");
        } else if (stacks.stream().anyMatch(stack -> stack.tid.isPresent())) {
            into.is("states of processes");
        }
        for (var stack : stacks) {
            int pid = stack.pid.or(() -> stack.tid).orElse(0);
            var place = stack.functions.isEmpty() ? stack.wchan : stack.functions.getFirst();
            boolean frozen = FrozenTask.tell(stack.comm, pid, stack.state, place, into, Math.max(1, stack.line));
            stack.state = frozen ? ProcessTable.Entry.UNTOLD : stack.state; // D, which it is for no disk
        }
        stacks.stream()
                .filter(stack -> stack.tid.isPresent() || !stack.functions.isEmpty())
                .forEach(stack -> into.task(new Piece.Task(
                        stack.tid,
                        stack.pid,
                        stack.parent,
                        stack.comm,
                        stack.state,
                        stack.wchan,
                        stack.functions,
                        Optional.empty(),
                        Optional.empty(),
                        stack.parent == 2 || KernelFrame.isOfKernelThread(stack.functions),
                        into.at(Math.max(1, stack.line)))));
    }
}
