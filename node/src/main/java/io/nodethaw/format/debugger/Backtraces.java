package io.nodethaw.format.debugger;

import io.nodethaw.evidence.KnownCall;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.Piece;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Backtraces of all threads of a process ({@code thread apply all bt} of gdb): the call at the top is what
 * a thread waits in. A lock of the process itself is told; who has it, frames do not tell.
 */
public final class Backtraces implements Finder {
    private static final Pattern THREAD =
            Pattern.compile("^Thread \\d{1,6} \\((?:Thread 0x[0-9a-f]{1,16} )?\\(?(?:LWP|process) (\\d{1,9})\\)?\\)?"
                    + "(?: \"([^\"]{1,15})\"| \\(([^)]{1,15})\\))?.*:$");

    private static final Pattern ATTACHED =
            Pattern.compile("^(?:Attaching to process|gdb (?:.{0,200} )?(?:-p|--pid)[ =]?|Process) ?(\\d{1,9})\\b");

    /** The calls in which any thread may be that has nothing to do. */
    private static final Set<KnownCall> RESTS = EnumSet.of(
            KnownCall.FUTEX,
            KnownCall.EPOLL_WAIT,
            KnownCall.EPOLL_PWAIT,
            KnownCall.EPOLL_PWAIT2,
            KnownCall.NANOSLEEP,
            KnownCall.CLOCK_NANOSLEEP,
            KnownCall.POLL,
            KnownCall.PPOLL,
            KnownCall.SELECT,
            KnownCall.PSELECT,
            KnownCall.ACCEPT,
            KnownCall.ACCEPT4);

    /** The call is at the top, below the function of the library that makes it. */
    private static final int TOP = 2;

    private static final int MOST = 100_000;

    private static final class Thread {
        private final int tid;
        private final String name;
        private final long line;
        private Optional<LibraryFrame> call = Optional.empty();
        private boolean locked;
        private int frames;

        Thread(int tid, String name, long line) {
            this.tid = tid;
            this.name = name;
            this.line = line;
        }
    }

    private final List<Thread> threads = new ArrayList<>();
    private Optional<Integer> attached = Optional.empty();

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("Thread ") && text.endsWith(":")) {
            var thread = THREAD.matcher(text);
            if (thread.find() && threads.size() < MOST) {
                var name = thread.group(2) == null ? thread.group(3) : thread.group(2);
                threads.add(new Thread(Integer.parseInt(thread.group(1)), name == null ? "" : name, line.number()));
            }
        } else if (!threads.isEmpty() && text.startsWith("#")) {
            LibraryFrame.of(text).ifPresent(frame -> frame(threads.getLast(), frame));
        } else if (text.contains("process ") || text.contains("gdb ")) {
            var process = ATTACHED.matcher(text);
            attached = attached.isEmpty() && process.find() ? Optional.of(Integer.valueOf(process.group(1))) : attached;
        }
    }

    private static void frame(Thread thread, LibraryFrame frame) {
        thread.frames++;
        if (frame.number() <= TOP && thread.call.isEmpty() && frame.call().isPresent()) {
            thread.call = Optional.of(frame);
        }
        thread.locked |= frame.isLock() && frame.number() <= TOP + 1;
    }

    @Override
    public void end(Found into) {
        var read = threads.stream().filter(thread -> thread.frames > 0).toList();
        if (read.isEmpty()) {
            return;
        }
        into.is("backtraces of threads");
        int pid = attached.orElseGet(
                () -> read.stream().mapToInt(thread -> thread.tid).min().orElse(0));
        var main = read.stream().filter(thread -> thread.tid == pid).findFirst();
        var name = main.map(thread -> thread.name).orElse("");
        var busy = read.stream().filter(thread -> waits(thread).isPresent()).toList();
        busy.forEach(thread -> into.task(task(thread, pid, name, into)));
        if (busy.isEmpty()) {
            into.process(pid, name, read.getFirst().line);
        }
        long locked = read.stream().filter(thread -> thread.locked).count();
        into.note(read.getFirst().line, words(read.size(), busy.size(), locked, pid));
    }

    /** The call that it waits in for somebody. */
    private static Optional<LibraryFrame> waits(Thread thread) {
        return thread.call.filter(frame -> frame.call().filter(RESTS::contains).isEmpty() && !thread.locked);
    }

    private static String words(int all, int busy, long locked, int pid) {
        long resting = all - busy - locked;
        return "process " + pid + ": " + all + (all == 1 ? " thread" : " threads") + ", of which " + resting
                + " in no call that waits for anybody"
                + (busy == 0 ? "" : ", " + busy + " in a call")
                + (locked == 0
                        ? ""
                        : ", " + locked + " waiting for a lock of the process itself, whose holder frames do not tell");
    }

    private static Piece.Task task(Thread thread, int pid, String name, Found into) {
        var frame = waits(thread).orElseThrow();
        var call = frame.call().orElseThrow();
        boolean child = call.use() == KnownCall.Use.CHILD;
        return Piece.Task.known(
                Optional.of(thread.tid),
                Optional.of(pid),
                0,
                name.isEmpty() ? thread.name : name,
                Optional.of(new Piece.Call(
                        call.text(),
                        child ? Optional.empty() : frame.fd(),
                        Optional.empty(),
                        child ? frame.child() : Optional.empty())),
                into.at(thread.line));
    }
}
