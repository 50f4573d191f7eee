package io.nodethaw.analysis;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.Deadlocked;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

/**
 * Goroutines of one process wait for each other's locks in a ring: code "HOP.deadlock". Likely and not proven, since who holds
 * a lock is told by its address on the stack.
 */
public record DeadlockRule(String hop, Explanation explanation) implements Rule {

    /** The rule of a hop that is written in Go. */
    public static DeadlockRule of(String hop) {
        return new DeadlockRule(
                hop,
                new Explanation(
                        hop + ".deadlock",
                        "Goroutines of a process of " + hop
                                + " wait for locks that the next one of them holds, in a ring. None "
                                + "of them goes on until the process ends, and more and more requests join them.",
                        List.of(
                                "nodethaw stacks PID: the deadlocks at its end name the goroutines; compare their frames."),
                        "Save the stacks for a bug report, then restart the daemon: a deadlock never ends by itself.",
                        List.of("Go: package sync, Mutex is not reentrant and has no owner")));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.roles().stream()
                .filter(role -> role.hop().equals(hop))
                .flatMap(role -> Deadlocked.rings(view, role.vertex()).stream())
                .map(ring -> finding(explanation.code(), ring))
                .toList();
    }

    private static Finding finding(String code, List<Vertex.Goroutine> ring) {
        var ids = String.join(
                ", ", ring.stream().map(member -> Long.toString(member.id())).toList());
        return new Finding.Stuck(
                code,
                ring.getFirst(),
                Confidence.LIKELY,
                "goroutines " + ids + " wait for each other",
                List.of(Proof.of(
                        "each has the lock that the one before waits for",
                        Goroutines.TYPE.key(ring.getFirst().pid()))));
    }
}
