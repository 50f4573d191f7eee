package io.nodethaw.format;

import io.nodethaw.evidence.ProcessTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Several lists of processes that were taken one after the other, as collectors do: they are looks. A task that the kernel holds in one
 * of them and not in another, or at another place, has moved, and a moment in state D is no fault.
 */
final class ListsOfOneRun {
    /** States in which a task does nothing: held in the kernel, by a tracer, or by a signal. */
    private static final String HELD = "DTt";

    private final List<Piece> lists;

    /** Processes by pid, by the name of the file. */
    private final Map<String, Map<Integer, ProcessTable.Entry>> tables = new LinkedHashMap<>();

    /** @param pieces of one node */
    ListsOfOneRun(List<Piece> pieces) {
        this.lists = pieces.stream()
                .filter(piece -> piece.evidence().seen(ProcessTable.TYPE).isPresent())
                .toList();
        for (var list : lists) {
            var table = tables.computeIfAbsent(list.file(), _ -> new LinkedHashMap<>());
            list.evidence().seen(ProcessTable.TYPE).stream()
                    .flatMap(told -> told.processes().stream())
                    .forEach(process -> table.put(process.pid(), process));
        }
    }

    /** How another list shows a task that this one shows held; empty where none shows that it has moved. */
    Optional<ProcessTable.Entry> moved(Piece in, Piece.Task task) {
        int pid = task.pid().or(task::tid).orElse(-1);
        return !tables.containsKey(in.file()) || pid <= 0 || HELD.indexOf(task.state()) < 0
                ? Optional.empty()
                : lists.stream()
                        .filter(other -> !other.file().equals(in.file()))
                        .flatMap(other -> moved(in, other, pid, task))
                        .findFirst();
    }

    /** True for lists that lie in one folder, so that somebody took them together. */
    static boolean isOneRun(Piece one, Piece other) {
        return one.file().contains("/") && folder(one).equals(folder(other));
    }

    private static String folder(Piece of) {
        return of.file().substring(0, of.file().lastIndexOf('/') + 1);
    }

    private Stream<ProcessTable.Entry> moved(Piece in, Piece other, int pid, Piece.Task task) {
        var entry = tables.getOrDefault(other.file(), Map.of()).get(pid);
        if (entry == null || !isSame(in, other, entry, task)) {
            return Stream.empty();
        }
        boolean first = task.tid().filter(tid -> tid != pid).isEmpty();
        boolean runs = first && entry.state() != ProcessTable.Entry.UNTOLD && HELD.indexOf(entry.state()) < 0;
        boolean elsewhere = other.tasks().stream()
                .filter(same -> same.tid().equals(task.tid()) && same.state() == task.state())
                .anyMatch(same -> isElsewhere(same.wchan(), task.wchan()));
        return runs || elsewhere ? Stream.of(entry) : Stream.empty();
    }

    /** A list with command lines names a process otherwise; then its parent has to be the same. */
    private static boolean isSame(Piece in, Piece other, ProcessTable.Entry entry, Piece.Task task) {
        return entry.comm().equals(task.comm())
                || isOneRun(in, other) && task.parent() > 0 && entry.parent() == task.parent();
    }

    /** ps cuts the name of the place, to 6 letters in some forms (procps, ps(1), WCHAN). */
    private static boolean isElsewhere(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.startsWith(other) && !other.startsWith(one);
    }
}
