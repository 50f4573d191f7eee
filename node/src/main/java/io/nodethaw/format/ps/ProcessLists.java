package io.nodethaw.format.ps;

import io.nodethaw.evidence.ListedAges;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.WaitChannel;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.FrozenTask;
import io.nodethaw.format.Line;
import io.nodethaw.format.Piece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists of processes. What their columns do not tell stays unknown: start times, processor time, possibly even states. A list begins
 * with its header, or with a line of {@code ps -ef} that somebody has cut out of one.
 */
public final class ProcessLists implements Finder {
    /** pid_max of a 64-bit kernel is 4 million; no node has a tenth of that. */
    private static final int MOST = 400_000;

    private static final int BROKEN_SHOWN = 3;

    /** After so many lines in a row without a process something else has begun. */
    private static final int BROKEN_MOST = 5;

    /** States in which a thread is held: in the kernel, by a tracer, or by a signal. */
    private static final String HELD = "DTt";

    private final Map<Integer, ProcessTable.Entry> processes = new LinkedHashMap<>();
    private final Map<Integer, Columns.Row> tasks = new LinkedHashMap<>();
    private final Map<Integer, Long> lines = new LinkedHashMap<>();
    private final List<Long> broken = new ArrayList<>();
    private final Set<Integer> firsts = new HashSet<>();
    private final ListedTimes times = new ListedTimes();
    private Optional<Columns> columns = Optional.empty();
    private boolean headed;
    private long first;
    private final List<Integer> branch = new ArrayList<>();
    private int inARow;
    private boolean full;

    @Override
    public void take(Line line) {
        var text = line.isLogged() ? line.whole() : line.text();
        var header = Columns.of(text);
        if (header.isPresent()) {
            columns = header; // some tools repeat it every page
            headed = true;
            first = first == 0 ? line.number() : first;
            inARow = 0;
        } else if (!line.isLogged() && Columns.asked(text).isPresent()) {
            columns = Columns.asked(text);
            inARow = 0;
        } else if (columns.isPresent() && !text.isBlank()) {
            row(columns.get(), line);
        } else if (columns.isEmpty() && !line.isLogged()) {
            Columns.cutOut(text).flatMap(cut -> cut.row(text)).ifPresent(row -> keep(row, line));
        }
    }

    private void row(Columns of, Line line) {
        var row = line.isLogged() ? Optional.<Columns.Row>empty() : of.row(line.text());
        if (row.isPresent()) {
            keep(row.get(), line);
            inARow = 0;
        } else if (of.isThread(line.text())) {
            inARow = 0;
        } else if (++inARow > BROKEN_MOST || line.isLogged()) {
            for (int i = 0; i < inARow - 1 && !broken.isEmpty(); i++) {
                broken.removeLast(); // they belong to what comes after the list
            }
            columns = Optional.empty();
            inARow = 0;
        } else {
            broken.add(line.number());
        }
    }

    /** In a tree whoever stands one level higher before it is its parent. */
    private Columns.Row placed(Columns.Row row) {
        int depth = row.depth().orElse(0);
        while (branch.size() > depth) {
            branch.removeLast();
        }
        boolean below = depth > 0 && branch.size() == depth;
        int parent = below ? branch.getLast() : 0;
        while (branch.size() < depth) {
            branch.add(0); // whoever stands between was cut out
        }
        branch.add(row.process().pid());
        return parent > 0 ? row.below(parent) : row;
    }

    private void keep(Columns.Row told, Line line) {
        var row = placed(told);
        if (processes.size() == MOST) {
            full = true;
            return;
        }
        first = first == 0 ? line.number() : first;
        lines.putIfAbsent(row.process().pid(), line.number());
        times.take(row.process().pid(), row.times());
        boolean first = row.tid() == row.process().pid();
        boolean again = first && !firsts.add(row.tid()); // in another list
        processes.merge(row.process().pid(), row.process(), (known, thread) -> both(known, thread, first, again));
        if (HELD.indexOf(row.process().state()) >= 0
                || WaitChannel.isFuse(row.wchan())
                || FrozenTask.isTrapped(row.process().state(), row.wchan())) {
            tasks.putIfAbsent(row.tid(), row);
        }
    }

    /** What two threads of a process tell of it: one in state D tells most; a first one that has ended is not all of it. */
    private static ProcessTable.Entry both(
            ProcessTable.Entry known, ProcessTable.Entry thread, boolean first, boolean again) {
        boolean ended = known.state() == 'Z';
        if (again || ended == (thread.state() == 'Z')) {
            return known.state() == 'D' || thread.state() != 'D' ? known : thread;
        }
        if (first) {
            return ended ? thread : ending(thread);
        }
        return ended ? ending(known) : known;
    }

    private static ProcessTable.Entry ending(ProcessTable.Entry process) {
        return process.threads().isPresent() ? process : process.with(2);
    }

    private static Piece.Task task(Columns.Row row, long line, Found into) {
        return new Piece.Task(
                Optional.of(row.tid()),
                Optional.of(row.process().pid()),
                row.process().parent(),
                row.process().comm(),
                row.process().state(),
                row.wchan(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                row.process().isKernelThread(),
                into.at(line));
    }

    private static boolean isFrozen(Columns.Row row, Found into, long line) {
        var process = row.process();
        return FrozenTask.tell(process.comm(), process.pid(), process.state(), row.wchan(), into, line);
    }

    @Override
    public void end(Found into) {
        if (processes.isEmpty()) {
            if (headed) {
                into.nothing(new FileFormatException(
                        "a list without a process", "take it with: ps -eo pid,ppid,stat,wchan:32,comm"));
            }
            return;
        }
        into.is("a list of processes");
        into.put(ProcessTable.TYPE, "", new ProcessTable(List.copyOf(processes.values())), first);
        times.ages().ifPresent(ages -> into.put(ListedAges.TYPE, "", ages, first));
        broken.stream().limit(BROKEN_SHOWN).forEach(one -> into.note(one, "no process in this line"));
        if (broken.size() > BROKEN_SHOWN) {
            into.note((broken.size() - BROKEN_SHOWN) + " more lines without a process");
        }
        if (full) {
            into.note("only its first " + MOST + " processes are used");
            into.isPart();
        }
        tasks.values().forEach(row -> {
            long line = lines.getOrDefault(row.process().pid(), first);
            if (!isFrozen(row, into, line)) {
                into.task(task(row, line, into));
            }
        });
    }
}
