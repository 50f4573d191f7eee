package io.nodethaw.analysis;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.StandingLocks;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;

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
                .flatMap(role -> finding(view, role).stream())
                .toList();
    }

    private Optional<Finding> finding(NodeView view, Role role) {
        return role.vertex() instanceof Vertex.Process(int pid, long _)
                ? StandingLocks.of(view, pid).stream()
                        .flatMap(locks -> locks.deadlocks().stream())
                        .findFirst()
                        .map(ring -> new Finding.Stuck(
                                explanation.code(),
                                role.vertex(),
                                Confidence.LIKELY,
                                "deadlocked inside: goroutines " + numbers(ring) + " wait for each other",
                                List.of(Proof.of(
                                        "each has the lock that the one before waits for", Goroutines.TYPE.key(pid)))))
                : Optional.empty();
    }

    private static String numbers(List<Long> ring) {
        return String.join(", ", ring.stream().map(String::valueOf).toList());
    }
}
