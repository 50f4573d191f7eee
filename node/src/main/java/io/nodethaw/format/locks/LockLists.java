package io.nodethaw.format.locks;

import io.nodethaw.evidence.FileLocks;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of file locks by {@code lslocks}. It says which process waits, and of which lock; the holder is who has a lock of that kind on the
 * same file.
 */
public final class LockLists implements Finder {
    private static final int MOST = 100_000;

    private record Row(ListedLock lock, long line) {}

    private final List<Row> rows = new ArrayList<>();
    private long first;
    private boolean inList;
    private boolean tellsBlocker;
    private boolean full;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("COMMAND ")
                && text.contains(" PID ")
                && text.contains(" TYPE ")
                && text.contains(" MODE ")) {
            inList = true;
            tellsBlocker = text.contains(" BLOCKER");
            first = first == 0 ? line.number() : first;
        } else if (inList && text.isEmpty()) {
            inList = false;
        } else if (inList) {
            full |= rows.size() == MOST;
            ListedLock.of(text, tellsBlocker)
                    .filter(_ -> rows.size() < MOST)
                    .ifPresent(lock -> rows.add(new Row(lock, line.number())));
        }
    }

    @Override
    public void end(Found into) {
        if (first == 0) {
            return;
        }
        into.is("a list of file locks");
        var locks = new ArrayList<FileLocks.Lock>();
        var held = new HashMap<String, List<Integer>>();
        for (int i = 0; i < rows.size(); i++) {
            var lock = rows.get(i).lock();
            if (!lock.waiting()) {
                held.computeIfAbsent(lock.file(), _ -> new ArrayList<>()).add(i);
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            var lock = rows.get(i).lock();
            locks.add(lock.lock(lock.waiting() ? waitsFor(lock, held, i) : i));
            if (lock.pid() > 0) {
                into.process(lock.pid(), lock.command(), rows.get(i).line());
            }
        }
        into.put(FileLocks.TYPE, "", new FileLocks(locks), first);
        if (full) {
            into.note("only its first " + MOST + " locks are used");
            into.isPart();
        }
    }

    /** The number of the lock that this one waits for; its own where none is listed. */
    private long waitsFor(ListedLock waiter, Map<String, List<Integer>> held, int own) {
        return held.getOrDefault(waiter.file(), List.of()).stream()
                .filter(at -> waiter.waitsFor(rows.get(at).lock()))
                .findFirst()
                .orElse(own);
    }
}
