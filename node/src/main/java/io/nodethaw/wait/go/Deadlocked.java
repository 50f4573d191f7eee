package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Goroutines of the chain's daemons that wait for each other's locks in a ring: nobody has to ask for them to be stuck. A ring
 * that is only likely makes nobody a victim.
 */
public final class Deadlocked {
    private Deadlocked() {}

    /** A ring of one process. */
    public record Ring(List<Vertex.Goroutine> members, boolean proven) {
        public Ring {
            members = List.copyOf(members);
        }
    }

    /** One victim a proven ring. */
    public static List<Victim> victims(NodeView view, Collection<Role> roles) {
        return roles.stream()
                .flatMap(role -> rings(view, role.vertex()).stream())
                .filter(Ring::proven)
                .map(Ring::members)
                .map(ring -> new Victim(
                        ring.getFirst(),
                        ring.size() == 1
                                ? "waits for a lock that it holds itself"
                                : "in a deadlock of " + ring.size() + " goroutines",
                        Optional.empty(),
                        false,
                        List.of(Goroutines.TYPE.key(ring.getFirst().pid()))))
                .toList();
    }

    /** The rings inside one process. */
    public static List<Ring> rings(NodeView view, Vertex vertex) {
        return vertex instanceof Vertex.Process(int pid, long startTicks)
                ? StandingLocks.of(view, pid).map(GoroutineLocks::deadlocks).orElse(List.of()).stream()
                        .map(ring -> new Ring(
                                ring.goroutines().stream()
                                        .map(id -> new Vertex.Goroutine(pid, startTicks, id))
                                        .toList(),
                                ring.proven()))
                        .toList()
                : List.of();
    }
}
