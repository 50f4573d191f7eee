package io.nodethaw.format.kernel;

import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the kernel complains of besides tasks that wait: processors that do not come out of it, RCU that waits for one, and orders of
 * locks that may end in a deadlock. They are told by their kind and accuse nobody.
 */
public final class KernelReports implements Finder {
    /** A kind of report. */
    private enum Kind {
        /** kernel/rcu/tree_stall.h; before 5.x without "rcu: ". */
        RCU_STALL(
                "an RCU stall",
                "rcu\\w*:? .*(?:detected (?:expedited )?stalls?|self-detected stall)|rcu\\w* kthread starved|kthread timer wakeup didn't happen"),
        /** kernel/watchdog.c, kernel/workqueue.c, kernel/locking/spinlock_debug.c. */
        LOCK_UP(
                "a lock-up",
                "BUG: (?:soft lockup|workqueue lockup|spinlock lockup)|hard LOCKUP|hard lockup|rwlock-lockup"),
        /** kernel/locking/lockdep.c. */
        LOCKDEP(
                "a report of lockdep",
                "possible (?:circular locking|recursive locking|irq lock inversion|deadlock|reason: unannotated)|inconsistent lock state"
                        + "|suspicious RCU usage|bad unlock balance|bad contention|held lock freed|-safe -> \\w+-unsafe lock"
                        + "|lock held when returning to user space|still has locks held|nested lock was not taken|Invalid wait context"
                        + "|DEBUG_LOCKS_WARN_ON|kernel/locking/lockdep\\.c|trying to register non-static key"),
        /** kernel/hung_task.c, with hung_task_panic. */
        PANIC("a panic because of hung tasks", "Kernel panic - not syncing: hung_task: blocked tasks");

        private final String words;
        private final Pattern pattern;

        Kind(String words, String pattern) {
            this.words = words;
            this.pattern = Pattern.compile(pattern);
        }
    }

    /** Each of those lines has one of these, and nearly no other line of a kernel's log has. */
    private static final List<String> ANY =
            List.of("rcu", "RCU", "lock", "LOCK", "Invalid wait", "non-static key", "hung_task");

    private record First(long line, String text) {}

    private final Map<Kind, First> found = new EnumMap<>(Kind.class);

    @Override
    public void take(Line line) {
        if (!isOfKernel(line) || !mayBe(line.text())) {
            return;
        }
        for (var kind : Kind.values()) {
            if (!found.containsKey(kind) && kind.pattern.matcher(line.text()).find()) {
                found.put(kind, new First(line.number(), line.text()));
            }
        }
    }

    private static boolean mayBe(String text) {
        return ANY.stream().anyMatch(text::contains);
    }

    /** Other programs speak of locks too. */
    private static boolean isOfKernel(Line line) {
        return line.uptime().isPresent()
                || line.program().map("kernel"::equals).orElse(line.clock().isEmpty());
    }

    @Override
    public void end(Found into) {
        found.forEach((kind, first) -> {
            into.is(kind.words);
            into.note(first.line(), kind.words + ": " + first.text());
        });
    }
}
