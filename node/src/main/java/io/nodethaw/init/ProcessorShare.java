package io.nodethaw.init;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import java.util.Optional;

/**
 * What PID 1 had of a processor between two readings.
 *
 * @param share of one processor, 1 for all of it
 * @param queued share of the time in which it could have run and had none; 0 where the kernel does not tell
 * @param seconds between the readings
 */
public record ProcessorShare(double share, double queued, double seconds) {
    private static final double NANOS = 1e9;
    private static final double ALL = 100;

    /** Who is queued for less is hardly slowed down by that. */
    private static final double LONG = 0.1;

    static Optional<ProcessorShare> of(Evidence evidence) {
        var processes = evidence.twice(ProcessTable.TYPE, "");
        var machine = evidence.twice(Machine.TYPE, "");
        if (processes.isEmpty() || machine.isEmpty()) {
            return Optional.empty();
        }
        double seconds =
                machine.get().last().sinceBoot() - machine.get().first().sinceBoot();
        var before = ticks(processes.get().first());
        var after = ticks(processes.get().last());
        return before.isEmpty() || after.isEmpty() || seconds <= 0
                ? Optional.empty()
                : Optional.of(new ProcessorShare(
                        (after.get() - before.get())
                                / (double) machine.get().last().ticksPerSecond()
                                / seconds,
                        queued(evidence, seconds),
                        seconds));
    }

    private static Optional<Long> ticks(ProcessTable table) {
        return table.find(ProcessTable.INIT).flatMap(ProcessTable.Entry::cpuTicks);
    }

    private static double queued(Evidence evidence, double seconds) {
        return evidence.twice(Tasks.TYPE, ProcessTable.INIT)
                .flatMap(twice -> queued(twice.last())
                        .flatMap(after -> queued(twice.first()).map(before -> (after - before) / NANOS / seconds)))
                .orElse(0.0);
    }

    private static Optional<Long> queued(Tasks tasks) {
        return tasks.tasks().stream()
                .filter(task -> task.tid() == ProcessTable.INIT)
                .findFirst()
                .flatMap(Tasks.Task::queued);
    }

    /** The share that it would have had without a queue: of the time in which it had a processor or slept. */
    double wanted() {
        return queued < 1 ? Math.min(1, share / (1 - queued)) : 0;
    }

    /** "97 % of a processor". */
    public String words() {
        return percent(share) + " of a processor";
    }

    /** "44 % of a processor, queued for one 49 % of the time", where it was queued for long. */
    String wordsWithQueue() {
        return words() + (queued < LONG ? "" : ", queued for one " + percent(queued) + " of the time");
    }

    static String percent(double part) {
        return Math.round(part * ALL) + " %";
    }
}
