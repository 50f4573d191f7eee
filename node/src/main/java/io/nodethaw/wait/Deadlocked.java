package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutines;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Goroutines of the chain's daemons that wait for each other's locks in a ring: nobody has to ask for them to be stuck. */
public final class Deadlocked {
    private Deadlocked() {}

    /** One victim a ring. */
    public static List<Victim> victims(NodeView view, Collection<Role> roles) {
        return roles.stream()
                .flatMap(role -> rings(view, role.vertex()).stream())
                .map(ring -> new Victim(
                        ring.getFirst(),
                        "in a deadlock of " + ring.size() + " goroutines",
                        Optional.empty(),
                        false,
                        List.of(Goroutines.TYPE.key(ring.getFirst().pid()))))
                .toList();
    }

    /** The rings inside one process. */
    public static List<List<Vertex.Goroutine>> rings(NodeView view, Vertex vertex) {
        return vertex instanceof Vertex.Process(int pid, long startTicks)
                ? StandingLocks.of(view, pid).map(GoroutineLocks::deadlocks).orElse(List.of()).stream()
                        .map(ring -> ring.stream()
                                .map(id -> new Vertex.Goroutine(pid, startTicks, id))
                                .toList())
                        .toList()
                : List.of();
    }
}
