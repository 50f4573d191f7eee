package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The waits of the goroutines of one process, followed from locks that keep others waiting. */
final class GoroutineWaits {
    /** The most waiters of one queue that are followed: thousands tell no more than the first hundred. */
    private static final int MOST_OF_A_QUEUE = 100;

    /** The most goroutines named for one channel: any of them may be the one that is waited for, and a person looks at a few. */
    private static final int MOST_AT_A_CHANNEL = 3;

    private final NodeView view;
    private final GoJoins joins;
    private final CallPaths paths;
    private final Vertex.Process process;
    private final Goroutines read;
    private final GoroutineLocks locks;
    private final boolean stood;
    private final Map<Long, Goroutine> byId = new HashMap<>();
    private final Map<Long, List<GoroutineLock>> byWaiter = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private final ArrayDeque<Long> next = new ArrayDeque<>();

    /** @param read the goroutines of the process, as they were read last */
    GoroutineWaits(NodeView view, Vertex.Process process, Goroutines read) {
        this.view = view;
        this.read = read;
        this.joins = GoJoins.of(view);
        this.paths = CallPaths.of(view);
        this.process = process;
        read.goroutines().forEach(goroutine -> byId.put(goroutine.id(), goroutine));
        var standing = StandingLocks.of(view, process.pid());
        this.stood = standing.isPresent();
        this.locks =
                standing.orElseGet(() -> LocksByContainer.narrow(view, process.pid(), GoroutineLocks.of(view, read)));
        locks.locks()
                .forEach(lock -> lock.waiters()
                        .forEach(id -> byWaiter.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(lock)));
    }

    List<Edge> edges() {
        locks.locks().stream().filter(GoroutineLock::isExclusive).forEach(this::enter);
        paths.late(read).forEach(goroutine -> next.add(goroutine.id()));
        while (!next.isEmpty()) {
            long id = next.remove();
            if (seen.add(id)) {
                follow(id);
            }
        }
        return edges;
    }

    /** An edge from the process to the goroutine that waits longest; the others of the queue wait for the same. */
    private void enter(GoroutineLock lock) {
        long first = lock.waiters().getFirst();
        int more = lock.waiters().size() - 1;
        edges.add(Edge.of(
                process,
                vertex(first),
                joinsDeadlock(lock) ? Strength.INFERRED : Strength.ANY,
                Wait.GOROUTINE,
                "waits for a " + lock.kind().words()
                        + (more == 0 ? "" : ", and " + GoDaemon.count(view, process.pid(), more) + " more with it")
                        + (leadsOn(lock) ? "" : ", " + lock.doubt()),
                reading()));
        lock.waiters().stream().limit(MOST_OF_A_QUEUE).forEach(next::add);
    }

    /**
     * True where others wait for a lock that a deadlock will never release: what the process does not answer is probably among
     * them, as more and more will be.
     */
    private boolean joinsDeadlock(GoroutineLock lock) {
        return stood
                && locks.deadlocks().stream()
                        .filter(LockRing::proven)
                        .anyMatch(ring -> lock.certain().stream()
                                        .anyMatch(holder -> ring.goroutines().contains(holder.goroutine()))
                                && !ring.goroutines().containsAll(lock.waiters()));
    }

    private boolean leadsOn(GoroutineLock lock) {
        return lock.holders().stream().anyMatch(holder -> strength(lock, holder) != Strength.ANY);
    }

    private void follow(long id) {
        var waitsAt = byWaiter.getOrDefault(id, List.of());
        boolean asks = asks(id);
        waitsAt.stream().filter(lock -> lock.isExclusive() || !asks).forEach(lock -> holders(id, lock));
        if (waitsAt.stream().noneMatch(GoroutineLock::isExclusive)) {
            beyond(id);
        }
    }

    /**
     * True for one in a call whose server is known: that is who keeps it waiting. Its channel is how the answer is handed over, by a
     * goroutine that reads from the connection (ttrpc, client.go, dispatch and run) and waits for the same server.
     */
    private boolean asks(long id) {
        return joins.of(process.pid(), id).stream()
                .anyMatch(join -> paths.end(join).isPresent());
    }

    private void holders(long id, GoroutineLock lock) {
        int most = lock.isExclusive() ? GoroutineLock.MOST_NAMED : MOST_AT_A_CHANNEL;
        lock.holders().stream().limit(most).forEach(holder -> {
            edges.add(Edge.of(
                            vertex(id),
                            vertex(holder.goroutine()),
                            strength(lock, holder),
                            Wait.GO_LOCK,
                            text(id, lock, holder),
                            reading())
                    .inShort(gist(lock, holder)));
            next.add(holder.goroutine());
        });
    }

    /**
     * NEEDS when the holder is certain, or very likely and at work without waiting for another lock. A ring of holders that are
     * only likely must look neither like a deadlock nor like a chain without an end.
     */
    private Strength strength(GoroutineLock lock, GoroutineLock.Holder holder) {
        if (holder.sign().isCertain()) {
            return stood ? Strength.NEEDS : Strength.INFERRED;
        }
        if (lock.holders().size() > 1
                || holder.sign() == GoroutineLock.HolderSign.CALLED_WITHIN
                || inLikelyRing(holder)) {
            return Strength.ANY;
        }
        return stood && isAtWork(holder) ? Strength.NEEDS : Strength.INFERRED;
    }

    private boolean isAtWork(GoroutineLock.Holder holder) {
        boolean waits =
                byWaiter.getOrDefault(holder.goroutine(), List.of()).stream().anyMatch(GoroutineLock::isExclusive);
        boolean works = goroutine(holder.goroutine())
                .filter(goroutine -> Activity.of(goroutine).isWork())
                .isPresent();
        return !waits
                && (holder.sign() == GoroutineLock.HolderSign.INSIDE
                        || holder.sign().isOwn() && works);
    }

    private boolean inLikelyRing(GoroutineLock.Holder holder) {
        return locks.deadlocks().stream()
                .anyMatch(ring -> !ring.proven() && ring.goroutines().contains(holder.goroutine()));
    }

    /** "mutex, probably goroutine 116's". */
    private static Gist gist(GoroutineLock lock, GoroutineLock.Holder holder) {
        return Gist.of(lock.kind().words() + ", " + (holder.sign().isCertain() ? "" : "probably ") + "goroutine "
                + holder.goroutine() + "'s");
    }

    /** "in ContainerInspect: mutex that probably goroutine 116 holds: it alone has its address". */
    private String text(long id, GoroutineLock lock, GoroutineLock.Holder holder) {
        var in = goroutine(id).flatMap(LockWait::of).flatMap(LockWait::caller).map(name -> "in " + name + ": ");
        var who = holder.goroutine() == id ? "it" : "goroutine " + holder.goroutine();
        var how = holder.sign().isCertain() ? "" : lock.how() + " ";
        return in.orElse("")
                + lock.kind().words()
                + (lock.isExclusive() ? " that " + how + who + " holds" : " that " + who + " has as well")
                + (holder.goroutine() == id && lock.isExclusive() ? " itself: " : ": ")
                + holder.sign().words();
    }

    /** Edges that leave the process: to who serves the goroutine's call, or to the child it waits for. */
    private void beyond(long id) {
        goroutine(id).ifPresent(goroutine -> {
            joins.of(process.pid(), id).forEach(join -> call(id, join));
            ChildWaits.child(view, process.pid(), goroutine)
                    .flatMap(child -> view.vertex(child.pid()))
                    .ifPresent(child -> edges.add(Edge.of(
                            vertex(id),
                            child,
                            stood ? Strength.NEEDS : Strength.INFERRED,
                            Wait.CHILD,
                            "waits for its child",
                            reading())));
        });
    }

    private void call(long id, GoJoin join) {
        paths.end(join).ifPresent(server -> {
            if (join.isInside() && server instanceof Vertex.Goroutine handler) {
                next.add(handler.id());
            }
            var edge = new Edge(
                    vertex(id),
                    server,
                    join.strength(),
                    Wait.CALL,
                    0,
                    join.client().fd(),
                    join.server().fd(),
                    paths.text(join),
                    Optional.empty(),
                    GoroutineEdges.readings(join),
                    paths.gist(join, List.of(join)));
            var age = paths.age(join);
            edges.add(age.isZero() ? edge : edge.atLeast(age));
        });
    }

    private Optional<Goroutine> goroutine(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    private Vertex.Goroutine vertex(long id) {
        return new Vertex.Goroutine(process.pid(), process.startTicks(), id);
    }

    private Key reading() {
        return Goroutines.TYPE.key(process.pid());
    }
}
