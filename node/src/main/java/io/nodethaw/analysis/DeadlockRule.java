package io.nodethaw.analysis;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.Deadlocked;
import java.util.List;

/**
 * Goroutines of one process wait for each other's locks in a ring: code "HOP.deadlock". Proven only where each of them is certain
 * to hold what the one before waits for. A ring that is only likely stops nobody by itself: it is a warning about the process,
 * for the case that somebody waits for that.
 */
public record DeadlockRule(String hop, Explanation explanation) implements Rule {

    /** The rule of a hop that is written in Go. */
    public static DeadlockRule of(Party party) {
        return new DeadlockRule(
                party.hop(),
                new Explanation(
                        party.code("deadlock"),
                        "Goroutines of " + party.called()
                                + " wait for locks that the next one of them holds, in a ring. None "
                                + "of them goes on until the process ends, and more and more requests join them.",
                        List.of(
                                "nodethaw stacks PID: the deadlocks at its end name the goroutines; compare their frames.",
                                "proven: each of them has taken the lock that the one before waits for, still has to run the "
                                        + "release that it deferred, and nobody else shows a sign of having it; or it is "
                                        + "inside of it by the rules of package sync.",
                                "likely: each is the only one that comes into question as the holder. Look for the lines "
                                        + "between which that lock is taken and released before you believe it."),
                        "Save the stacks for a bug report, then restart the daemon: a deadlock never ends by itself.",
                        List.of("Go: package sync, Mutex is not reentrant and has no owner")));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.roles().stream()
                .filter(role -> role.hop().equals(hop))
                .flatMap(role -> Deadlocked.rings(view, role.vertex()).stream()
                        .map(ring -> finding(explanation.code(), role.vertex(), ring)))
                .toList();
    }

    private static Finding finding(String code, Vertex process, Deadlocked.Ring ring) {
        var members = ring.members();
        var proof = Goroutines.TYPE.key(members.getFirst().pid());
        return ring.proven()
                ? new Finding.Stuck(
                        code,
                        members.getFirst(),
                        Confidence.PROVEN,
                        title(members),
                        List.of(Proof.of("each is certain to have the lock that the one before waits for", proof)))
                : new Finding.Warning(
                        code,
                        process,
                        Confidence.LIKELY,
                        title(members) + ", as it seems",
                        List.of(Proof.of("each alone seems to have the lock that the one before waits for", proof)));
    }

    private static String title(List<Vertex.Goroutine> ring) {
        var ids = String.join(
                ", ", ring.stream().map(member -> Long.toString(member.id())).toList());
        return ring.size() == 1
                ? "goroutine " + ids + " waits for a lock that it holds itself"
                : "goroutines " + ids + " wait for each other";
    }
}
