package io.nodethaw.hop.kernel;

import static java.util.stream.Collectors.groupingBy;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A process of which very many children have ended without its taking note (zombies). */
final class DeadChildren implements LeftoverKind {
    private static final String CODE = "kernel.dead-children";

    /** From so many on: a parent that is only slow has a few, and pids.max of a small pod is 1024. */
    private static final int MANY = 200;

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "Hundreds of processes have ended and their parent does not take note of it (state Z). Each "
                        + "keeps a number of kernel.pid_max, "
                        + "counts for pids.max of its group, and is read by everybody who lists processes. Below a shim they are what "
                        + "processes of its container have left; in a container its first program does not wait for children.",
                List.of(
                        "ps -e -o ppid=,stat= | awk '$2 ~ /^Z/ { print $1 }' | sort | uniq -c | sort -n | tail shows whose they are.",
                        "cat pids.current and pids.max of the control group of the parent."),
                "Only their parent can take note of them, or its end: start that container anew, with an init "
                        + "that does (docker run --init, "
                        + "shareProcessNamespace).",
                List.of("man 2 wait, NOTES", "man 5 proc_pid_stat"));
    }

    /** The table of processes is read anyway. */
    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return Set.of();
    }

    @Override
    public List<Leftover> left(NodeView view) {
        var both = view.evidence().twice(ProcessTable.TYPE, "");
        var now =
                view.evidence().seen(ProcessTable.TYPE).map(DeadChildren::dead).orElse(Set.of());
        var lasting = new HashSet<>(now);
        both.ifPresent(tables -> lasting.retainAll(dead(tables.first())));
        return lasting.stream().collect(groupingBy(ProcessTable.Entry::parent)).entrySet().stream()
                .filter(parent -> parent.getValue().size() >= MANY)
                .flatMap(parent -> view.vertex(parent.getKey()).stream()
                        .map(vertex -> new Leftover(
                                CODE,
                                vertex,
                                view.name(parent.getKey()),
                                parent.getValue().size()
                                        + " of its children have ended and it takes no note: each keeps a "
                                        + "number of kernel.pid_max and of pids.max",
                                both.isPresent(),
                                new Step(
                                        "ps -o pid,stat,etime,comm --ppid " + parent.getKey(),
                                        "shows them; only the end of their parent removes them"),
                                List.of(Proof.of("state Z in two readings", ProcessTable.TYPE.key())))))
                .toList();
    }

    /** Those that have ended, in a form that is equal in both tables. */
    private static Set<ProcessTable.Entry> dead(ProcessTable table) {
        var dead = new HashSet<ProcessTable.Entry>();
        table.processes().stream()
                .filter(process -> process.isGone() && process.parent() > 0)
                .forEach(dead::add);
        return dead;
    }
}
