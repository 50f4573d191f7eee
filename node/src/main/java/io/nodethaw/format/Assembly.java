package io.nodethaw.format;

import static java.util.stream.Collectors.joining;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ListedAges;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts loose pieces of one node together, in any order. Pieces of two hosts stay apart; a piece that does not name its host
 * joins the others when there is at most one host, otherwise it stays alone. A process of a dump is the process with that pid,
 * or the only one of its name that a list shows; when there is neither, it is known by its name only. Two lists are of two
 * moments: the one that was named last is judged, and the others are left out, which a note says.
 */
public final class Assembly {
    /** Bytes of a comm, TASK_COMM_LEN without its zero byte (include/linux/sched.h). */
    private static final int COMM = 15;

    /** The most names in one note. */
    private static final int MOST_NAMED = 10;

    private final List<Piece> pieces;
    private final Optional<Piece> list;
    private final ListsOfOneRun lists;
    private final GoesOn goesOn;
    private final List<String> leftOut;
    private final Evidence.Builder evidence = new Evidence.Builder(Instant.EPOCH); // the time is not known
    private final SharedFacts shared = new SharedFacts();
    private final Map<Integer, ProcessTable.Entry> table = new LinkedHashMap<>();
    private final Map<Integer, Piece.Process> placed = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> moved = new TreeSet<>();
    private Optional<Origin> tableFrom = Optional.empty();

    private Assembly(Hosts.Group group) {
        var pieces = group.pieces();
        this.lists = new ListsOfOneRun(pieces);
        this.goesOn = new GoesOn(pieces);
        this.leftOut = group.leftOut();
        this.pieces = pieces.stream().sorted(Comparator.comparing(Piece::file)).toList();
        this.list = pieces.stream().filter(piece -> list(piece).isPresent()).reduce((_, later) -> later);
    }

    /**
     * The evidence of each node that these pieces come from.
     *
     * @param loose in the order in which they were named; it matters only where there are several lists of processes
     */
    public static List<Assembled> of(List<Piece> loose) {
        return Hosts.apart(loose).stream()
                .map(group -> new Assembly(group).assemble())
                .toList();
    }

    private Assembled assemble() {
        list.ifPresent(this::copyList);
        var used = new ArrayList<String>();
        for (var piece : pieces) {
            boolean one =
                    list.filter(judged -> ListsOfOneRun.isOneRun(piece, judged)).isPresent();
            boolean counts = one || !isOlderList(piece);
            var rest = piece.evidence().without(ProcessTable.TYPE);
            (counts ? rest : rest.without(ListedAges.TYPE))
                    .all()
                    .forEach((key, samples) -> samples.stream()
                            .filter(sample -> !isOver(piece, sample))
                            .forEach(sample -> shared.put(key, sample, evidence)));
            notes.addAll(piece.notes());
            if (counts) {
                used.add(piece.file());
            } else {
                noteLeftOut(piece);
            }
        }
        shared.end(evidence);
        placeTasks();
        pieces.stream()
                .flatMap(piece -> piece.processes().stream())
                .sorted(Comparator.comparing(
                                (Piece.Process process) -> process.pid().isEmpty())
                        .thenComparing(Piece.Process::name)
                        .thenComparing(process -> process.origin().file())
                        .thenComparingLong(process -> process.origin().line()))
                .forEach(this::place);
        tableFrom = tableFrom.or(() -> pieces.stream().findFirst().map(piece -> new Origin.InFile(piece.file(), 1)));
        notes.addAll(leftOut);
        tableFrom.ifPresent(from -> put(ProcessTable.TYPE, "", new ProcessTable(List.copyOf(table.values())), from));
        return new Assembled(used, evidence.build(), notes, pieces.stream().allMatch(Piece::whole));
    }

    /** Those that tell their numbers come first: others may be of the same processes. */
    private void placeTasks() {
        var facts = new TaskFacts(table, evidence);
        pieces.stream()
                .flatMap(piece -> piece.tasks().stream().filter(task -> !isOver(piece, task) && !hasMoved(piece, task)))
                .sorted(Comparator.comparing((Piece.Task task) -> task.tid().isEmpty())
                        .thenComparing(task -> task.origin().file())
                        .thenComparingLong(task -> task.origin().line()))
                .forEach(task -> facts.take(task, this::free));
        facts.put();
        if (!moved.isEmpty()) {
            notes.add("in D or stopped in one list and not so, or elsewhere, in another, so that they go on: "
                    + moved.stream().limit(MOST_NAMED).collect(joining(", "))
                    + (moved.size() > MOST_NAMED ? " and " + (moved.size() - MOST_NAMED) + " more" : ""));
        }
    }

    /** What another list of the same run shows to go on; its state there counts. */
    private boolean hasMoved(Piece in, Piece.Task task) {
        var now = lists.moved(in, task);
        now.ifPresent(entry -> {
            moved.add(entry.comm() + " " + entry.pid());
            table.computeIfPresent(entry.pid(), (_, known) -> known.in(entry.state()));
        });
        return now.isPresent();
    }

    private boolean isOver(Piece piece, Sample<?> sample) {
        boolean over = sample.reading()
                .seen()
                .filter(value -> value instanceof Logged said && goesOn.isOver(piece, said))
                .isPresent();
        if (over) {
            notes.add(sample.origin().text() + ": its log goes on elsewhere for more than a day: counts as over");
        }
        return over;
    }

    private boolean isOver(Piece piece, Piece.Task task) {
        boolean over = goesOn.isOver(piece, task);
        if (over) {
            notes.add(
                    task.origin().text() + ": the kernel's log goes on elsewhere for more than a day: counts as over");
        }
        return over;
    }

    /** Begins the list of processes, to which those are added that only dumps show. */
    private void copyList(Piece of) {
        list(of).ifPresent(told -> told.processes().forEach(process -> table.put(process.pid(), process)));
        tableFrom = of.evidence().latest(ProcessTable.TYPE, "").map(Sample::origin);
    }

    private static Optional<ProcessTable> list(Piece of) {
        return of.evidence().seen(ProcessTable.TYPE);
    }

    /** True for a list of another moment than the one that is judged; a copy of that one is of the same moment. */
    private boolean isOlderList(Piece piece) {
        return list(piece).isPresent() && !list(piece).equals(list.flatMap(Assembly::list));
    }

    /** Of lists that somebody took together, none is left out: the others tell what has moved. */
    private void noteLeftOut(Piece piece) {
        list.filter(judged -> !ListsOfOneRun.isOneRun(piece, judged))
                .ifPresent(judged -> notes.add(piece.file() + ": left out: " + judged.file() + " is " + judged.what()
                        + " too, was named later and is judged; to judge this one, name it alone or last"));
    }

    private void place(Piece.Process process) {
        int pid = placed.entrySet().stream()
                .filter(known -> known.getValue().isLikely(process))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> number(process));
        var before = placed.put(pid, process);
        if (before != null && before.goroutines().equals(process.goroutines())) {
            return; // a copy of the same dump is not a second look
        }
        tableFrom = tableFrom.or(() -> Optional.of(process.origin()));
        table.computeIfAbsent(pid, _ -> new ProcessTable.Entry(pid, 0, name(process), ProcessTable.Entry.UNTOLD));
        put(
                Goroutines.TYPE,
                Integer.toString(pid),
                new Goroutines(pid, "", "file", process.goroutines()),
                process.origin());
    }

    private int number(Piece.Process process) {
        int told = process.pid().orElse(-1);
        if (told > 0 && !placed.containsKey(told) && fits(process, told)) {
            return told;
        }
        if (told > 0) {
            notes.add(process.origin().text() + ": process " + told + " is " + process.name()
                    + " here and another elsewhere: not of one moment, so that it is taken for another process");
        }
        return told > 0 ? free() : byName(process).orElseGet(this::free);
    }

    private boolean fits(Piece.Process process, int pid) {
        return Optional.ofNullable(table.get(pid))
                .map(entry -> entry.comm().equals(comm(process.name())))
                .orElse(true);
    }

    private Optional<Integer> byName(Piece.Process process) {
        var named = table.values().stream()
                .filter(entry ->
                        entry.hasPid() && !entry.isGone() && entry.comm().equals(comm(process.name())))
                .map(ProcessTable.Entry::pid)
                .toList();
        return named.size() == 1 && isAlone(process) && !placed.containsKey(named.getFirst())
                ? Optional.of(named.getFirst())
                : Optional.empty();
    }

    /** True when the files show no other process of the same name. */
    private boolean isAlone(Piece.Process process) {
        return pieces.stream()
                .flatMap(piece -> piece.processes().stream())
                .filter(other -> comm(other.name()).equals(comm(process.name())))
                .allMatch(other -> other.equals(process) || other.isLikely(process));
    }

    private int free() {
        int count = 1;
        while (placed.containsKey(ProcessTable.withoutPid(count))
                || table.containsKey(ProcessTable.withoutPid(count))) {
            count++;
        }
        return ProcessTable.withoutPid(count);
    }

    /** The name of the process; with the place it was read from when others have the same name. */
    private String name(Piece.Process process) {
        var comm = comm(process.name());
        return process.pid().isPresent() || isAlone(process)
                ? comm
                : comm + " (" + process.origin().text() + ")";
    }

    private static String comm(String name) {
        return name.length() <= COMM ? name : name.substring(0, COMM);
    }

    private <T> void put(FactType<T> type, String instance, T value, Origin from) {
        evidence.put(type, instance, new Sample<>(new Reading.Seen<>(value), from));
    }
}
