package io.nodethaw.format.locks;

import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Origin;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lists of file locks by {@code lslocks}. It says which process waits, and of which lock; the holder is who has a lock of that kind on the
 * same file.
 */
public final class LockLists implements Finder {
    private static final int MOST = 100_000;

    /**
     * Where the daemons of a node, and what they start, keep their files. Package managers, and users who take turns by a file of
     * /run/lock, have theirs there too.
     */
    private static final Pattern OF_NODE = Pattern.compile(
            "^/(?:(?:var/)?run/(?!user/|lock/)|(?:run|var)/lock/(?:lvm|iscsi)/|var/lib/(?!dpkg/|apt/|rpm/|snapd/)|etc/cni/)");

    /** flock(1) runs a command of somebody who wants others to wait meanwhile. */
    private static final String ON_PURPOSE = "flock";

    private record Row(ListedLock lock, long line) {}

    private final List<Row> rows = new ArrayList<>();
    private long first;
    private Optional<LockColumns> columns = Optional.empty();
    private boolean full;

    @Override
    public void take(Line line) {
        var text = line.text();
        var header = LockColumns.of(text);
        if (header.isPresent()) {
            columns = header;
            first = first == 0 ? line.number() : first;
        } else if (text.isEmpty()) {
            columns = Optional.empty();
        } else if (columns.isPresent()) {
            full |= rows.size() == MOST;
            ListedLock.of(text, columns.get())
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
        addBlockers();
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
            if (lock.waiting() && lock.blocker().isPresent() && lock.pid() > 0 && isOfNode(lock)) {
                into.task(inCall(lock, into.at(rows.get(i).line())));
            }
        }
        into.put(FileLocks.TYPE, "", new FileLocks(locks), first);
        if (full) {
            into.note("only its first " + MOST + " locks are used");
            into.isPart();
        }
    }

    /** False for what users, and package managers, do. A file that is not told may be the node's. */
    private static boolean isOfNode(ListedLock lock) {
        return !lock.command().equals(ON_PURPOSE)
                && (!lock.file().startsWith("/") || OF_NODE.matcher(lock.file()).find());
    }

    /** Locks that only the blocker of a waiter tells of: of other users, or of a file whose name the list does not have. */
    private void addBlockers() {
        int listed = rows.size();
        var held = new HashMap<String, List<ListedLock>>();
        rows.stream()
                .map(Row::lock)
                .filter(lock -> !lock.waiting())
                .forEach(lock -> held.computeIfAbsent(lock.file(), _ -> new ArrayList<>())
                        .add(lock));
        for (int i = 0; i < listed; i++) {
            var row = rows.get(i);
            var waiter = row.lock();
            int by = waiter.blocker().orElse(0);
            if (!waiter.waiting() || by <= 0 || isHeld(waiter, held)) {
                continue;
            }
            var named = waiter.isFileUntold() ? waiter.of("of which only its holder " + by + " is told") : waiter;
            rows.set(i, new Row(named, row.line()));
            if (!isHeld(named, held)) {
                rows.add(new Row(named.held(by), row.line()));
                held.computeIfAbsent(named.file(), _ -> new ArrayList<>()).add(named.held(by));
            }
        }
    }

    private static boolean isHeld(ListedLock waiter, Map<String, List<ListedLock>> held) {
        return held.getOrDefault(waiter.file(), List.of()).stream().anyMatch(waiter::waitsFor);
    }

    /** Who waits for a lock is in that call, and a list that names the blockers was made to show it. */
    private static Piece.Task inCall(ListedLock waiter, Origin.InFile at) {
        var call = new Piece.Call(
                waiter.call(),
                Optional.empty(),
                Optional.of(waiter.file()).filter(file -> file.startsWith("/")),
                Optional.empty());
        return Piece.Task.known(
                Optional.of(waiter.pid()), Optional.of(waiter.pid()), 0, waiter.command(), Optional.of(call), at);
    }

    /** The number of the lock that this one waits for; its own where none is listed. */
    private long waitsFor(ListedLock waiter, Map<String, List<Integer>> held, int own) {
        return held.getOrDefault(waiter.file(), List.of()).stream()
                .filter(at -> waiter.waitsFor(rows.get(at).lock()))
                .findFirst()
                .orElse(own);
    }
}
