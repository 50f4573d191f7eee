package io.nodethaw.hop.docker;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.GoroutineLock;
import io.nodethaw.wait.go.StandingLocks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requests to dockerd pile up behind the lock of one container. The lock has no owner written in it: who holds it is told
 * by the code that stands between taking and releasing it, else by who has its address and is at work. While that one is seen to wait for another process, the lock is a
 * consequence and no root.
 */
final class ContainerLock implements Rule {
    static final String CODE = "docker.container-lock-held";

    /** Of several that may hold a lock, so many are named. */
    private static final int MOST_NAMED = 3;

    /** dockerd's own functions: until Moby 28 its module was named after its old repository. */
    private static final List<String> DAEMON = List.of(
            "github.com/docker/docker/daemon.(*Daemon).",
            "github.com/moby/moby/daemon.(*Daemon).",
            "github.com/moby/moby/v2/daemon.(*Daemon).");

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "One operation on a container keeps dockerd's lock of that container, and whatever else asks about it waits: "
                        + "docker inspect, docker ps, and through them kubelet's PLEG. Other containers are not touched.",
                List.of(
                        "nodethaw stacks dockerd: the locks at its end name who waits and who probably holds.",
                        "Look at the holder's frames: below daemon.(*Daemon) stands whom it waits for in turn."),
                "Heal what the holder waits for; the lock is let go when its operation ends. Only if that never happens restart "
                        + "dockerd (with live-restore its containers run on).",
                List.of("moby: daemon/inspect.go, ContainerInspect takes the container's lock"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.roles().stream()
                .filter(role -> role.hop().equals(DockerHop.NAME))
                .flatMap(role -> finding(view, graph, role).stream())
                .toList();
    }

    private static Optional<Finding> finding(NodeView view, WaitGraph graph, Role role) {
        return Held.in(view, role).map(held -> {
            var proofs = held.waitersByOperation().entrySet().stream()
                    .map(entry -> Proof.of(waiting(entry.getValue(), entry.getKey()), Goroutines.TYPE.key(held.pid())))
                    .toList();
            if (held.holders().size() > 1) {
                var title = held.waitersText() + ", possibly held by " + held.holdersText(" or ");
                return new Finding.Warning(
                        CODE, goroutine(role, held.waiters().getFirst()), Confidence.POSSIBLE, title, proofs);
            }
            var title = held.waitersText() + ", probably held by " + held.holdersText("");
            var holder = goroutine(role, held.holders().getFirst().id());
            return graph.from(holder).stream().anyMatch(Edge::leadsOn)
                    ? new Finding.Warning(CODE, holder, Confidence.LIKELY, title, proofs)
                    : new Finding.Stuck(CODE, holder, Confidence.LIKELY, title, proofs);
        });
    }

    private static Vertex goroutine(Role role, long id) {
        return role.vertex() instanceof Vertex.Process(int pid, long startTicks)
                ? new Vertex.Goroutine(pid, startTicks, id)
                : role.vertex();
    }

    /** The requests that wait: each of them is somebody's docker inspect. */
    static Optional<Victim> victim(NodeView view, Role role) {
        return Held.in(view, role)
                .map(held -> new Victim(
                        goroutine(role, held.waiters().getFirst()),
                        held.waitersText(),
                        Optional.empty(),
                        false,
                        List.of(Goroutines.TYPE.key(held.pid()))));
    }

    /**
     * One that may have the lock.
     *
     * @param at what it is at; empty when none of its frames tells
     */
    private record Holder(long id, String at) {
        String text() {
            return "goroutine " + id + (at.isEmpty() ? "" : " in " + at);
        }
    }

    /**
     * A container's lock that somebody has and others wait for.
     *
     * @param waitersByOperation the same waiters by what they are at: "ContainerInspect"; those of which nothing is known under ""
     * @param holders those that may have it, the likeliest first
     */
    private record Held(int pid, List<Long> waiters, Map<String, List<Long>> waitersByOperation, List<Holder> holders) {
        static Optional<Held> in(NodeView view, Role role) {
            return role.vertex() instanceof Vertex.Process(int pid, long _)
                    ? StandingLocks.of(view, pid).stream()
                            .flatMap(locks -> locks.locks().stream())
                            .flatMap(lock -> of(view, pid, lock).stream())
                            .findFirst()
                    : Optional.empty();
        }

        String waitersText() {
            return (waiters.size() == 1 ? "a request waits" : waiters.size() + " requests wait")
                    + " for a container's lock";
        }

        String holdersText(String between) {
            return String.join(between, holders.stream().map(Holder::text).toList());
        }

        private static Optional<Held> of(NodeView view, int pid, GoroutineLock lock) {
            if (!lock.isExclusive() || lock.holders().isEmpty()) {
                return Optional.empty();
            }
            var holders = lock.holders().stream()
                    .limit(MOST_NAMED)
                    .map(GoroutineLock.Holder::goroutine)
                    .map(id -> new Holder(id, operation(view, pid, id).orElse("")))
                    .toList();
            var waiters = lock.waiters().stream()
                    .collect(groupingBy(id -> operation(view, pid, id).orElse(""), LinkedHashMap::new, toList()));
            boolean isContainers = waiters.keySet().stream().anyMatch(operation -> !operation.isEmpty());
            return isContainers ? Optional.of(new Held(pid, lock.waiters(), waiters, holders)) : Optional.empty();
        }

        private static Optional<String> operation(NodeView view, int pid, long id) {
            return StandingLocks.goroutine(view, pid, id).flatMap(ContainerLock::operation);
        }
    }

    /** What dockerd does in a goroutine: "ContainerInspect". */
    private static Optional<String> operation(Goroutine goroutine) {
        return goroutine.frames().reversed().stream()
                .map(Goroutine.Frame::function)
                .filter(function -> DAEMON.stream().anyMatch(function::startsWith))
                .map(function -> function.substring(function.lastIndexOf(").") + 2))
                .findFirst();
    }

    /** "goroutines 4, 5 wait in ContainerInspect". */
    private static String waiting(List<Long> ids, String operation) {
        var numbers = String.join(", ", ids.stream().map(String::valueOf).toList());
        return (ids.size() == 1 ? "goroutine " + numbers + " waits" : "goroutines " + numbers + " wait")
                + (operation.isEmpty() ? " elsewhere in dockerd" : " in " + operation);
    }
}
