package io.nodethaw.analysis;

import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.GoDaemon;
import io.nodethaw.wait.go.GoroutineNumbers;
import io.nodethaw.wait.go.LockRing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Goroutines of one process wait for each other's locks in a ring: code "HOP.deadlock". It is proven only when each of them
 * certainly holds the lock that the one before it waits for. A ring that is only likely is no stall by itself, but a warning
 * about the process, in case something waits for it.
 */
public record DeadlockRule(String hop, WayOut wayOut, Explanation explanation) implements Rule {

    /** The rule for a hop that is written in Go. */
    public static DeadlockRule of(Party party, WayOut wayOut) {
        return new DeadlockRule(
                party.hop(),
                wayOut,
                new Explanation(
                        party.code("deadlock"),
                        "Goroutines of " + party.called()
                                + " wait for each other's locks in a ring. None of them goes on until the process "
                                + "ends, and more and more requests join them.",
                        List.of(
                                "nodethaw stacks PID: the deadlocks at the end of its output name the goroutines; "
                                        + "compare their frames.",
                                "proven: each of them has taken the lock that the one before it waits for and has "
                                        + "deferred its release, and no other goroutine shows a sign of holding it; "
                                        + "or it must hold it by the rules of package sync.",
                                "likely: each is the only one that could be the holder. Before you believe it, look "
                                        + "up between which lines that lock is taken and released.",
                                "possible: each was given the lock, or the object around it, or has taken the lock and may "
                                        + "have released it. Look these lines up first."),
                        "Save the stacks for a bug report, then " + wayOut.text()
                                + ": a deadlock never ends by itself.",
                        List.of("Go: package sync, Mutex is not reentrant and has no owner")));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return GoDaemon.of(view, graph.roles(), hop).stream()
                .flatMap(daemon -> daemon.rings().stream().map(ring -> finding(daemon, ring)))
                .toList();
    }

    /**
     * Goroutines in a proven ring are victims even if nobody is seen to ask for them; a ring that is only likely makes no
     * victims.
     */
    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return GoDaemon.of(view, roles, hop).stream()
                .flatMap(daemon -> daemon.rings().stream()
                        .filter(LockRing::proven)
                        .map(ring -> new Victim(
                                first(daemon, ring),
                                ring.goroutines().size() == 1
                                        ? "waits for a lock that it holds itself"
                                        : "in a deadlock of "
                                                + ring.goroutines().size() + " goroutines",
                                Optional.empty(),
                                false,
                                List.of(daemon.key()))))
                .toList();
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? Optional.of(new Step(
                        "nodethaw stacks " + process.pid() + " > /dev/shm/stacks-" + process.pid() + ".txt",
                        "keeps its stacks; then " + wayOut.verb() + " " + view.name(process.pid())
                                + ", since a deadlock never ends by itself",
                        Step.Kind.REDIRECTED))
                : Optional.empty();
    }

    private static Vertex first(GoDaemon daemon, LockRing ring) {
        return daemon.vertex(ring.goroutines().getFirst());
    }

    private Finding finding(GoDaemon daemon, LockRing ring) {
        return switch (ring.certainty()) {
            case PROVEN ->
                new Finding.Stuck(
                        explanation.code(),
                        first(daemon, ring),
                        Confidence.PROVEN,
                        title(ring, ""),
                        List.of(Proof.of(
                                "each certainly holds the lock that the one before it waits for", daemon.key())));
            case LIKELY ->
                warning(
                        daemon,
                        Confidence.LIKELY,
                        title(ring, "") + ", as it seems",
                        "each seems to be the only one that can hold the lock that the one before it waits for");
            case POSSIBLE ->
                warning(
                        daemon,
                        Confidence.POSSIBLE,
                        title(ring, "may "),
                        "each may hold the lock that the one before it waits for; the signs are weak");
        };
    }

    private Finding.Warning warning(GoDaemon daemon, Confidence confidence, String title, String proof) {
        return new Finding.Warning(
                explanation.code(), daemon.process(), confidence, title, List.of(Proof.of(proof, daemon.key())));
    }

    private static String title(LockRing ring, String may) {
        var ids = GoroutineNumbers.few(ring.goroutines());
        boolean one = ring.goroutines().size() == 1;
        var wait = may + (one && may.isEmpty() ? "waits" : "wait");
        return one
                ? "goroutine " + ids + " " + wait + " for a lock that it holds itself"
                : "goroutines " + ids + " " + wait + " for each other";
    }
}
