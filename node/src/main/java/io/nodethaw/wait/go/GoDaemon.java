package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A process of a hop that is written in Go, as rules about its goroutines see it: with what stood still between two readings. */
public record GoDaemon(NodeView view, Vertex.Process process) {

    /** The processes of a hop. */
    public static List<GoDaemon> of(NodeView view, Collection<Role> roles, String hop) {
        return roles.stream()
                .filter(role -> role.hop().equals(hop))
                .flatMap(role -> of(view, role).stream())
                .distinct()
                .toList();
    }

    /** The process that has this role; empty when the role belongs to none. */
    public static Optional<GoDaemon> of(NodeView view, Role role) {
        return role.vertex() instanceof Vertex.Process process
                ? Optional.of(new GoDaemon(view, process))
                : Optional.empty();
    }

    /** The goroutines that are in the same functions in both readings; none when the process could not have moved in between. */
    public List<Goroutine> standing() {
        return StandingGoroutines.of(view, process.pid());
    }

    /** Those that stood still in one of these functions. */
    public List<Goroutine> standingIn(FramePattern pattern) {
        return standing().stream().filter(pattern::isIn).toList();
    }

    /** Work that has lasted for minutes, although it normally takes seconds. */
    public OverdueTasks overdue() {
        return OverdueTasks.of(view, process.pid());
    }

    /** How long a goroutine has waited at least; empty when no reading tells. */
    public Optional<Duration> age(Goroutine goroutine) {
        return Optional.of(CallPaths.of(view).age(process.pid(), goroutine)).filter(age -> !age.isZero());
    }

    /** The locks that the same goroutines wait for in both readings. */
    public List<GoroutineLock> locks() {
        return StandingLocks.of(view, process.pid()).map(GoroutineLocks::locks).orElse(List.of());
    }

    /** The goroutines that wait for each other's locks in both readings. */
    public List<LockRing> rings() {
        return StandingLocks.of(view, process.pid())
                .map(GoroutineLocks::deadlocks)
                .orElse(List.of());
    }

    /** The goroutine with this id, as it was read last. */
    public Optional<Goroutine> goroutine(long id) {
        return view.evidence().seen(Goroutines.TYPE, process.pid()).stream()
                .flatMap(read -> read.goroutines().stream())
                .filter(goroutine -> goroutine.id() == id)
                .findFirst();
    }

    /** A number of its goroutines in words: "at least 12" when not all could be kept. */
    public String count(int number) {
        return count(view, process.pid(), number);
    }

    /** The same for any process. */
    static String count(NodeView view, int pid, int number) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(read -> read.count(number))
                .orElse(Integer.toString(number));
    }

    /** True when not all of its goroutines could be kept, so that the only one found may not be the only one there is. */
    public boolean isPartlyRead() {
        return isPartlyRead(view, process.pid());
    }

    static boolean isPartlyRead(NodeView view, int pid) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .filter(read -> !read.leftOut().isEmpty())
                .isPresent();
    }

    /** The vertex of its goroutine with this id. */
    public Vertex.Goroutine vertex(long id) {
        return new Vertex.Goroutine(process.pid(), process.startTicks(), id);
    }

    /** The key of the reading that all of this comes from. */
    public Key key() {
        return Goroutines.TYPE.key(process.pid());
    }
}
