package io.nodethaw.format.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The list of locks that a kernel with lockdep prints below its reports (kernel/locking/lockdep.c, debug_show_all_locks). A lock
 * that a task waits for stands last in the task's own list, and also in that of whoever has it.
 */
final class HeldLocks {
    private static final String BEGIN = "Showing all locks held in the system";
    private static final Pattern TASK = Pattern.compile("^(\\d{1,4}) locks? held by (.{1,64})/(\\d{1,9}):");

    /**
     * "#0: ffffffff899980e0 (rtnl_mutex){+.+.}, at: rtnl_lock+0x17/0x20". Before 4.15 the address of the lock is missing, and its
     * name tells which one it is only if it is a variable of the kernel's own: "#1:  (rtnl_mutex){+.+.}, at: ...".
     */
    private static final Pattern LOCK = Pattern.compile(
            "^#\\d{1,3}: +(?:([0-9a-f]{6,16}) \\(|\\(([a-z]\\w*_[\\w.]*(?:mutex|sem|rwsem|lock))\\)\\{)?");

    private static final int MOST = 10_000;

    /** A task that may have the lock. */
    record Holder(int tid, String comm) {}

    /** A task and what tells its locks apart; empty for one that may be any of its kind. */
    private record Listed(Holder task, int count, List<String> locks) {
        boolean has(String lock) {
            return locks.contains(lock);
        }

        boolean isLast(String lock) {
            return locks.getLast().equals(lock);
        }

        /** The locks of a task that runs are counted and not listed. */
        boolean isHidden() {
            return locks.size() < count;
        }
    }

    private final Map<Integer, Listed> listed = new LinkedHashMap<>();
    private Optional<Listed> open = Optional.empty();
    private boolean all;

    /** Looks at one line, without its time. */
    void take(String line) {
        if (line.startsWith("#")) {
            var lock = LOCK.matcher(line);
            if (lock.find()) {
                open.ifPresent(list -> list.locks().add(nameOf(lock.group(1), lock.group(2))));
            }
        } else if (line.contains("held by ")) {
            var task = TASK.matcher(line);
            if (task.find()) {
                var holder = new Holder(Integer.parseInt(task.group(3)), task.group(2));
                var list = new Listed(holder, Integer.parseInt(task.group(1)), new ArrayList<>());
                open = all && listed.size() < MOST ? Optional.of(list) : Optional.empty();
                open.ifPresent(begun -> listed.put(holder.tid(), begun));
            }
        } else if (line.startsWith(BEGIN)) {
            listed.clear(); // what the list before said is over
            open = Optional.empty();
            all = true;
        }
    }

    private static String nameOf(String address, String variable) {
        return address != null ? address : variable != null ? variable : "";
    }

    /**
     * The only task that has what this one waits for. One that waits for another lock, or for something else, has all that is in its
     * list; of one that was not reported the last is what it has or what it waits for, so that it is the holder only if nobody else
     * can be.
     *
     * @param waiting the tasks whose stacks were reported, and whether these end in a wait for a lock
     */
    Optional<Holder> holder(int tid, Map<Integer, Boolean> waiting) {
        var own = Optional.ofNullable(listed.get(tid)).map(Listed::locks).orElse(List.of());
        if (own.isEmpty() || own.getLast().isEmpty() || !waiting.getOrDefault(tid, false)) {
            return Optional.empty();
        }
        var wanted = own.getLast();
        var certain = new ArrayList<Holder>();
        var possible = new ArrayList<Holder>();
        for (var other : listed.values()) {
            if (other.task().tid() == tid || !other.has(wanted)) {
                continue;
            }
            var inLock = Optional.ofNullable(waiting.get(other.task().tid()));
            if (!other.isLast(wanted) || inLock.filter(waits -> !waits).isPresent()) {
                certain.add(other.task());
            } else if (inLock.isEmpty()) {
                possible.add(other.task());
            }
        }
        if (certain.isEmpty() && listed.values().stream().noneMatch(Listed::isHidden)) {
            return only(possible);
        }
        return only(certain);
    }

    private static Optional<Holder> only(List<Holder> holders) {
        return holders.size() == 1 ? Optional.of(holders.getFirst()) : Optional.empty();
    }
}
