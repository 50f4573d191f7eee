package io.nodethaw.format.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The list of locks that a kernel with lockdep prints below its reports (kernel/locking/lockdep.c, lockdep_print_held_locks). A lock
 * that a task waits for stands last in the task's own list, and also in that of whoever has it.
 */
final class HeldLocks {
    private static final Pattern TASK = Pattern.compile("^\\d{1,4} locks? held by (.{1,64})/(\\d{1,9}):");
    private static final Pattern LOCK = Pattern.compile("^#\\d{1,3}: ([0-9a-f]{6,16}) \\(");
    private static final int MOST = 10_000;

    /** A task that may have the lock. */
    record Holder(int tid, String comm) {}

    /** A task and the addresses of the locks in its list. */
    private record Listed(Holder task, List<String> locks) {}

    private final Map<Integer, Listed> listed = new LinkedHashMap<>();
    private Optional<Listed> open = Optional.empty();

    /** Looks at one line, without its time. */
    void take(String line) {
        if (!line.startsWith("#") && !line.contains("held by ")) {
            return;
        }
        var task = TASK.matcher(line);
        if (task.find()) {
            var holder = new Holder(Integer.parseInt(task.group(2)), task.group(1));
            open = listed.size() < MOST ? Optional.of(new Listed(holder, new ArrayList<>())) : Optional.empty();
            open.ifPresent(list -> listed.put(holder.tid(), list));
            return;
        }
        var lock = LOCK.matcher(line);
        if (lock.find()) {
            open.ifPresent(list -> list.locks().add(lock.group(1)));
        }
    }

    /**
     * The only task that has what this one waits for.
     *
     * @param waiting all tasks that wait for a lock
     */
    Optional<Holder> holder(int tid, Set<Integer> waiting) {
        var own = Optional.ofNullable(listed.get(tid)).map(Listed::locks).orElse(List.of());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        var wanted = own.getLast();
        var others = listed.values().stream()
                .filter(other -> other.task().tid() != tid && other.locks().contains(wanted))
                .filter(other -> !(waiting.contains(other.task().tid())
                        && other.locks().getLast().equals(wanted)))
                .map(Listed::task)
                .toList();
        return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
    }
}
