package io.nodethaw.format.strace;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What strace has printed: the last call of each thread, where it had not come back, is what that thread waits in.
 */
public final class StraceTexts implements Finder {
    /** In "strace -f -tt -p 123", "strace -p $(pidof containerd)". */
    private static final Pattern COMMAND = Pattern.compile(
            "\\bstrace\\b(?: [^|;&]{0,200}?)? -p ?(?:(\\d{1,9})|[$`]\\(?(?:pidof|pgrep)(?: -\\w+)*+ ([\\w.-]{1,32}))");

    private static final Pattern THREADS = Pattern.compile("Process (\\d{1,9}) attached with \\d{1,6} threads");

    /** With -ff each thread has a file of its own, whose name ends in its number. */
    private static final Pattern FILE = Pattern.compile("\\.(\\d{1,9})$");

    private static final Pattern PROGRAM = Pattern.compile("^\"(?:[^\"]{0,4096}/)?([^\"/]{1,64})\"");
    private static final Pattern OWN_NAME = Pattern.compile("^PR_SET_NAME, \"([^\"]{1,15})\"");

    /** What a process reads of another one: its state stands behind its name (proc_pid_stat(5)). */
    private static final Pattern STAT = Pattern.compile("\"(\\d{1,9}) \\(([^)]{1,15})\\) ([RSDTtZXI]) (\\d{1,9})");

    /** In which any thread may be that has nothing to do, or that a library keeps (nanosleep(2), futex(2), epoll(7)). */
    private static final Set<String> RESTS = Set.of(
            "futex",
            "epoll_wait",
            "epoll_pwait",
            "epoll_pwait2",
            "nanosleep",
            "clock_nanosleep",
            "poll",
            "ppoll",
            "select",
            "pselect6",
            "restart_syscall",
            "rt_sigtimedwait",
            "rt_sigsuspend",
            "pause",
            "accept",
            "accept4",
            "sched_yield");

    /** The child of wait4 and waitid. */
    private static final Pattern CHILD = Pattern.compile("^(?:P_PID, )?([1-9]\\d{0,8})\\b");

    private static final int MOST = 100_000;

    /** A text that had so many lines of strace, one behind the other, is a trace; one that holds a few is looked at by all. */
    private static final int A_TRACE = 100;

    private static final int COMM = 15;

    /** What it is called where no line names it. */
    private static final String UNNAMED = "traced program";

    /** The number of the only thread, where no line tells it. */
    private static final int UNKNOWN = 0;

    private record Open(StraceLine call, long line) {}

    /** What a traced process has read of another one. */
    private record State(String comm, char state, int parent, long line) {}

    private final Map<Integer, Open> open = new LinkedHashMap<>();
    private final Map<Integer, Integer> processes = new HashMap<>();
    private final Map<Integer, Integer> parents = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, OpenFiles> files = new HashMap<>();
    private final Map<Integer, BusCalls> messages = new HashMap<>();
    private final FreezerReads freezers = new FreezerReads();
    private final Map<Integer, State> read = new LinkedHashMap<>();
    private Optional<Integer> leader = Optional.empty();
    private Optional<String> named = Optional.empty();
    private boolean certain;
    private int inARow;

    @Override
    public boolean takes(String text, long number) {
        if (inARow < A_TRACE || open.size() >= MOST) {
            return false;
        }
        var told = StraceScan.of(text);
        told.ifPresent(call -> take(call, number, false));
        return told.isPresent();
    }

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.contains("strace")) {
            command(text);
        }
        if (line.program().isPresent() && !text.contains("attached")) {
            return; // of a log
        }
        if (text.indexOf('(') < 0 && text.indexOf('<') < 0 && !text.contains("attached") && !text.contains("+++")) {
            return;
        }
        var told = StraceLine.of(text);
        inARow = told.isPresent() ? inARow + 1 : 0;
        told.filter(_ -> open.size() < MOST)
                .ifPresent(call -> take(call, line.number(), text.endsWith("<unfinished ...>")));
    }

    private void command(String text) {
        var command = COMMAND.matcher(text);
        if (command.find()) {
            leader = Optional.ofNullable(command.group(1)).map(Integer::valueOf).or(() -> leader);
            named = Optional.ofNullable(command.group(2)).or(() -> named);
        }
        var threads = THREADS.matcher(text);
        if (threads.find()) {
            leader = Optional.of(Integer.valueOf(threads.group(1)));
        }
    }

    private void take(StraceLine told, long line, boolean isUnfinished) {
        certain |= isUnfinished || told.isCertain();
        int tid = told.tid().orElse(leader.orElse(UNKNOWN));
        switch (told.kind()) {
            case ATTACHED -> leader = leader.or(told::tid);
            case ENDED -> {
                open.remove(tid);
                messages.remove(tid); // of a process: a thread has none of its own
            }
            case OTHER -> {}
            case CALL, RESUMED -> call(tid, told, new Open(told, line));
        }
    }

    private void call(int tid, StraceLine told, Open from) {
        var before = open.remove(tid);
        var whole = told.kind() == StraceLine.Kind.RESUMED && before != null ? joined(before.call(), told) : told;
        filesOf(tid).take(whole);
        var fd = OpenFiles.number(whole.arguments());
        messages.computeIfAbsent(processOf(tid), _ -> new BusCalls()).take(whole, fd);
        freezers.take(processOf(tid), whole, fd.flatMap(filesOf(tid)::target), from.line());
        if (whole.result().isEmpty()) {
            open.put(tid, from);
            return;
        }
        whole.made().ifPresent(made -> made(tid, made));
        switch (whole.name()) {
            case "execve" -> executed(tid, whole);
            case "prctl" -> renamed(tid, whole);
            default -> other(whole, from.line());
        }
    }

    private void executed(int tid, StraceLine call) {
        var program = PROGRAM.matcher(call.arguments());
        if (call.result().filter("0"::equals).isPresent() && program.find()) {
            names.put(processOf(tid), cut(program.group(1)));
        }
    }

    private void renamed(int tid, StraceLine call) {
        var own = OWN_NAME.matcher(call.arguments());
        if (own.find() && processOf(tid) == tid) {
            names.put(tid, own.group(1));
        }
    }

    private static StraceLine joined(StraceLine begin, StraceLine end) {
        return new StraceLine(
                StraceLine.Kind.CALL, begin.tid(), begin.name(), begin.arguments() + end.arguments(), end.result());
    }

    private void made(int tid, StraceLine.Made made) {
        if (made.thread()) {
            processes.put(made.tid(), processOf(tid));
        } else {
            processes.put(made.tid(), made.tid());
            parents.put(made.tid(), processOf(tid));
            Optional.ofNullable(names.get(processOf(tid))).ifPresent(name -> names.putIfAbsent(made.tid(), name));
        }
    }

    /** What it reads of another process. */
    private void other(StraceLine call, long line) {
        if (!call.name().startsWith("read") && !call.name().startsWith("pread")) {
            return;
        }
        var stat = STAT.matcher(call.arguments());
        if (stat.find() && read.size() < MOST) {
            read.put(
                    Integer.valueOf(stat.group(1)),
                    new State(stat.group(2), stat.group(3).charAt(0), Integer.parseInt(stat.group(4)), line));
        }
    }

    /** Threads that strace does not tell apart from processes belong to the one that was attached. */
    private int processOf(int tid) {
        return processes.getOrDefault(tid, leader.orElse(tid));
    }

    private OpenFiles filesOf(int tid) {
        return files.computeIfAbsent(processOf(tid), _ -> new OpenFiles());
    }

    private static String cut(String name) {
        return name.length() <= COMM ? name : name.substring(0, COMM);
    }

    @Override
    public void end(Found into) {
        if (!certain) {
            return;
        }
        into.is("a log of strace");
        var sockets = new ArrayList<UnixSockets.Socket>();
        files.forEach((pid, open) -> {
            sockets.addAll(open.sockets());
            if (pid > UNKNOWN && !open.all().isEmpty()) {
                into.put(Descriptors.TYPE, Integer.toString(pid), new Descriptors(pid, open.all(), ""), 1);
            }
        });
        if (!sockets.isEmpty()) {
            into.put(UnixSockets.TYPE, "", new UnixSockets(sockets), 1);
        }
        read.forEach((pid, state) -> into.task(task(
                Optional.of(pid),
                pid,
                state.parent(),
                state.comm(),
                state.state(),
                Optional.empty(),
                into.at(state.line()))));
        var resting = new TreeMap<Integer, Integer>();
        var busy = new TreeSet<Integer>();
        open.forEach((tid, last) -> {
            int number = tid == UNKNOWN ? ofFile(into.file()) : tid;
            int pid = tid == UNKNOWN ? number : processOf(tid);
            if (RESTS.contains(last.call().name())) {
                resting.merge(pid, 1, Integer::sum);
            } else {
                busy.add(pid);
                into.task(task(
                        Optional.of(number).filter(known -> known > UNKNOWN),
                        pid,
                        parents.getOrDefault(pid, 0),
                        names.getOrDefault(pid, named.orElse(UNNAMED)),
                        ProcessTable.Entry.UNTOLD,
                        Optional.of(call(filesOf(tid), last.call())),
                        into.at(last.line())));
            }
        });
        var freezing = messages.keySet().stream()
                .filter(pid -> freezers.end(pid, names.getOrDefault(pid, named.orElse(UNNAMED)), into))
                .toList();
        var calling = messages.keySet().stream()
                .filter(pid -> resting.containsKey(pid) || busy.contains(pid))
                .filter(pid -> unanswered(pid, into))
                .toList();
        resting.forEach((pid, threads) -> {
            if (!busy.contains(pid) && !calling.contains(pid) && !freezing.contains(pid)) {
                into.note((pid > UNKNOWN ? "process " + pid : "the process") + ": " + threads
                        + (threads == 1 ? " thread rests" : " threads rest")
                        + " (futex, poll, sleep): its system calls tell no wait for anybody");
            }
        });
    }

    /** True where a process that goes on has called systemd over the bus, and has not read a reply. */
    private boolean unanswered(int pid, Found into) {
        var calls =
                Optional.ofNullable(messages.get(pid)).map(BusCalls::unanswered).orElse(List.of());
        if (calls.isEmpty()) {
            return false;
        }
        var name = names.getOrDefault(pid, named.orElse(UNNAMED));
        var text = name + " " + pid + " has called "
                + (calls.getFirst().isEmpty() ? "a method" : calls.getFirst())
                + " of systemd over the bus, and has read no reply, as far as the trace goes";
        var logged = new Logged(Logged.Sign.SYSTEMD_SILENT, name, "", text, calls.size(), Optional.empty());
        long last = open.values().stream().mapToLong(Open::line).max().orElse(1);
        into.put(Logged.TYPE, logged.key().instance(), logged, last);
        into.process(1, "systemd", last); // who owns that name is PID 1
        return true;
    }

    private static int ofFile(String file) {
        var number = FILE.matcher(file);
        return number.find() ? Integer.parseInt(number.group(1)) : UNKNOWN;
    }

    private static Piece.Call call(OpenFiles files, StraceLine call) {
        var fd = OpenFiles.number(call.arguments());
        var target = OpenFiles.path(call)
                .or(() -> OpenFiles.address(call.arguments()))
                .or(() -> fd.flatMap(files::peer))
                .or(() -> fd.flatMap(files::target).filter(path -> path.startsWith("/")));
        var child = CHILD.matcher(call.arguments());
        boolean waits = call.name().startsWith("wait");
        return new Piece.Call(
                call.name(),
                waits ? Optional.empty() : fd,
                waits ? Optional.empty() : target,
                waits && child.find() ? Optional.of(Integer.valueOf(child.group(1))) : Optional.empty());
    }

    private static Piece.Task task(
            Optional<Integer> tid,
            int pid,
            int parent,
            String comm,
            char state,
            Optional<Piece.Call> call,
            Origin.InFile origin) {
        return new Piece.Task(
                tid,
                Optional.of(pid).filter(known -> known > UNKNOWN),
                parent,
                comm,
                state,
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                call,
                origin);
    }
}
