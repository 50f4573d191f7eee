package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.NodeTasks;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The node has no number, or the machine no room, for another task. */
record TaskNumbersObstacle() implements Obstacle {
    private static final String NUMBERS = "kernel.pid_max";

    /** PID_MAX_LIMIT of include/linux/threads.h, where longs have 64 bits. */
    private static final long MOST_NUMBERS = 4L << 20;

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.no-task-left",
                "The node has as many tasks (processes and threads) as kernel.pid_max has numbers for, or the machine as many as "
                        + "kernel.threads-max allows. Nothing can be started on it, in no container either.",
                List.of(
                        "cat /proc/sys/kernel/pid_max /proc/sys/kernel/threads-max; cut -d/ -f2 /proc/loadavg counts the tasks.",
                        "ps -eo nlwp,pid,comm --sort -nlwp | head shows who has most."),
                "End what has so many: mostly a process of a container that leaks threads or never waits for its children. "
                        + "sysctl kernel.pid_max=4194304 gives room at once.",
                List.of("man 5 proc_sys_kernel, pid_max, threads-max", "kernel: kernel/pid.c, alloc_pid"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> Set.of(NodeTasks.TYPE.key());
            case CLOSE -> met(view).isEmpty() ? Set.of() : Set.of(RefusedStarts.TYPE.key());
            case WORK, COSTLY -> Set.of();
        };
    }

    @Override
    public List<Met> met(NodeView view) {
        var met = new ArrayList<Met>();
        view.evidence().seen(NodeTasks.TYPE).ifPresent(tasks -> {
            tasks.room()
                    .filter(room -> room < TaskCosts.OF_A_START + TaskCosts.OURS)
                    .ifPresent(_ -> met.add(numbers(view.evidence(), tasks)));
            if (tasks.threads() + TaskCosts.OF_A_START >= tasks.threadsMax()) {
                met.add(threads(view.evidence(), tasks));
            }
        });
        return met;
    }

    private static Met numbers(Evidence evidence, NodeTasks tasks) {
        long used = tasks.numbered().orElse(0L) + NodeTasks.RESERVED;
        return met(
                evidence,
                NUMBERS,
                (used < tasks.pidMax() ? "nearly reached, " : "reached, ") + used + " of " + tasks.pidMax()
                        + " numbers",
                lastingly(evidence, both -> both.room().orElse(1L) == 0));
    }

    private static Met threads(Evidence evidence, NodeTasks tasks) {
        return met(
                evidence,
                "kernel.threads-max",
                (tasks.threads() < tasks.threadsMax() ? "nearly reached, " : "reached, ")
                        + tasks.threads()
                        + " of "
                        + tasks.threadsMax(),
                lastingly(evidence, both -> both.threads() >= both.threadsMax()));
    }

    private static boolean lastingly(Evidence evidence, Predicate<NodeTasks> isFull) {
        return evidence.twice(NodeTasks.TYPE, "")
                .filter(both -> isFull.test(both.first()) && isFull.test(both.last()))
                .isPresent();
    }

    private static Met met(Evidence evidence, String limit, String title, boolean full) {
        var refusal = Refusal.of(evidence, RefusedStarts.Why.NO_TASK);
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.LIMIT, limit),
                limit,
                title,
                refusal.certainty(full),
                full ? Confidence.PROVEN : Confidence.LIKELY,
                refusal.after(Proof.of(limit + " is " + title, NodeTasks.TYPE.key())));
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        boolean more = met.at().id().equals(NUMBERS)
                && view.evidence()
                        .seen(NodeTasks.TYPE)
                        .filter(tasks -> tasks.pidMax() < MOST_NUMBERS)
                        .isPresent();
        return Optional.of(
                more
                        ? new Step(
                                "sysctl -w kernel.pid_max=" + MOST_NUMBERS,
                                "gives room at once; see who has most: ps -eo nlwp,pid,comm --sort -nlwp | head")
                        : new Step(
                                "ps -eo nlwp,pid,comm --sort -nlwp | head", "shows who has most; end what leaks them"));
    }
}
