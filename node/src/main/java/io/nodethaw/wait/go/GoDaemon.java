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

/** A process of a hop that is written in Go, as the rules about its goroutines see it: what stood still between the two readings. */
public record GoDaemon(NodeView view, Vertex.Process process) {

    /** The processes of a hop. */
    public static List<GoDaemon> of(NodeView view, Collection<Role> roles, String hop) {
        return roles.stream()
                .filter(role -> role.hop().equals(hop))
                .flatMap(role -> of(view, role).stream())
                .distinct()
                .toList();
    }

    /** The process in a role; empty where none is known. */
    public static Optional<GoDaemon> of(NodeView view, Role role) {
        return role.vertex() instanceof Vertex.Process process
                ? Optional.of(new GoDaemon(view, process))
                : Optional.empty();
    }

    /** The goroutines that are in the same functions in both readings; none where nothing of the process could have moved. */
    public List<Goroutine> standing() {
        return StandingGoroutines.of(view, process.pid());
    }

    /** Those of them that are in one of these functions. */
    public List<Goroutine> standingIn(FramePattern pattern) {
        return standing().stream().filter(pattern::isIn).toList();
    }

    /** Those of them that serve for minutes what takes seconds. */
    public List<Goroutine> outstanding() {
        var paths = CallPaths.of(view);
        return standing().stream()
                .filter(goroutine -> paths.isOutstanding(process.pid(), goroutine))
                .toList();
    }

    /** The prompt request that a goroutine serves: "Create"; empty when it serves none. */
    public Optional<String> serves(Goroutine goroutine) {
        return KnownFrames.serves(goroutine);
    }

    /** For how long a goroutine has waited at least; empty where nothing read tells. */
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

    /** One of its goroutines, as it was read last. */
    public Optional<Goroutine> goroutine(long id) {
        return view.evidence().seen(Goroutines.TYPE, process.pid()).stream()
                .flatMap(read -> read.goroutines().stream())
                .filter(goroutine -> goroutine.id() == id)
                .findFirst();
    }

    /** A number of its goroutines in words: "at least 12" where not all could be kept. */
    public String count(int number) {
        return count(view, process.pid(), number);
    }

    /** The same of any process. */
    static String count(NodeView view, int pid, int number) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(read -> read.count(number))
                .orElse(Integer.toString(number));
    }

    /** True where not all of its goroutines could be kept, so that one found alone may not be alone. */
    public boolean isPartlyRead() {
        return isPartlyRead(view, process.pid());
    }

    static boolean isPartlyRead(NodeView view, int pid) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .filter(read -> !read.leftOut().isEmpty())
                .isPresent();
    }

    /** That goroutine in the graph. */
    public Vertex.Goroutine vertex(long id) {
        return new Vertex.Goroutine(process.pid(), process.startTicks(), id);
    }

    /** What all of this was read from. */
    public Key key() {
        return Goroutines.TYPE.key(process.pid());
    }
}
