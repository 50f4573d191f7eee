package io.nodethaw.analysis;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.GoDaemon;
import io.nodethaw.wait.go.GoroutineLock;
import java.util.List;
import java.util.stream.Stream;

/**
 * A daemon does not answer and is not seen to wait for another process, and some of its goroutines wait for a lock whose holder
 * cannot be told: code "HOP.waits-for-lock". In that case other threads of the daemon that move prove nothing.
 */
public record LockQueueRule(String hop, Explanation explanation) implements Rule {

    /** The rule for a hop that is written in Go. */
    public static LockQueueRule of(Party party, WayOut wayOut) {
        return new LockQueueRule(
                party.hop(),
                new Explanation(
                        party.code("waits-for-lock"),
                        party.atStart()
                                + " does not answer, and in two samples the same goroutines of it wait for the same "
                                + "lock. It cannot be seen who holds the lock: Go's locks do not name their "
                                + "owner, and the function that took it may have returned.",
                        List.of(
                                "nodethaw stacks PID: the locks at the end of its output name who waits and who may "
                                        + "hold them.",
                                "Look among the other goroutines for one that works on the same object: in a system "
                                        + "call, in a request to another process, or at a file that does not answer."),
                        "Find out what the holder waits for and heal that. Save the stacks before you " + wayOut.text()
                                + ": nothing else tells what happened.",
                        List.of("Go: package sync, Mutex has no owner")));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.roles().stream()
                .filter(role -> role.hop().equals(hop) && role.standing() == Role.Standing.SILENT)
                .filter(role -> graph.from(role.vertex()).stream().noneMatch(Edge::leadsOn))
                .flatMap(role -> GoDaemon.of(view, role).stream())
                .flatMap(daemon -> queue(daemon).map(lock -> finding(daemon, lock)))
                .toList();
    }

    /** The lock with the longest queue, among those from which no chain leads on and which are in no ring. */
    private static Stream<GoroutineLock> queue(GoDaemon daemon) {
        return daemon.rings().isEmpty()
                ? daemon.locks().stream()
                        .filter(lock -> lock.isExclusive()
                                && lock.holders().size() != 1
                                && lock.certain().isEmpty())
                        .limit(1)
                : Stream.empty();
    }

    private Finding finding(GoDaemon daemon, GoroutineLock lock) {
        var first = "goroutine " + lock.waiters().getFirst();
        int more = lock.waiters().size() - 1;
        return new Finding.Warning(
                explanation.code(),
                daemon.process(),
                Confidence.LIKELY,
                (more == 0 ? first + " waits" : first + " and " + daemon.count(more) + " more wait") + " for a lock, "
                        + lock.doubt(),
                List.of(Proof.of("they wait for the same lock in both samples", daemon.key())));
    }
}
