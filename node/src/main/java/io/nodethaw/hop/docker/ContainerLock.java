package io.nodethaw.hop.docker;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.FramePattern;
import io.nodethaw.wait.go.GoDaemon;
import io.nodethaw.wait.go.GoroutineLock;
import io.nodethaw.wait.go.GoroutineNumbers;
import io.nodethaw.wait.go.Occupation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Requests to dockerd queue up behind the lock of one container. The lock does not record its owner. The holder is the
 * goroutine that is between taking and releasing it, or one that has its address and is at work. While the holder is seen to
 * wait for another process, the lock is a consequence and not the root.
 */
final class ContainerLock implements Rule {
    static final String CODE = "docker.container-lock-held";

    /** The most goroutines that are named when several may hold the lock. */
    private static final int MOST_NAMED = 3;

    /** Functions of dockerd itself; until Moby 28 its module had the name of the old repository. */
    private static final FramePattern OPERATIONS = FramePattern.of(
            "github.com/docker/docker/daemon.(*Daemon).*",
            "github.com/moby/moby/daemon.(*Daemon).*",
            "github.com/moby/moby/v2/daemon.(*Daemon).*");

    /** The packages of dockerd that take the lock of a container. */
    private static final FunctionNames CONTAINERS = FunctionNames.of(
            "github.com/docker/docker/daemon.*",
            "github.com/docker/docker/container.*",
            "github.com/moby/moby/daemon.*",
            "github.com/moby/moby/container.*",
            "github.com/moby/moby/v2/daemon.*",
            "github.com/moby/moby/v2/daemon/container.*");

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "One operation on a container holds dockerd's lock of that container, and everything else that asks "
                        + "about the container waits: docker inspect, docker ps, and through them kubelet's PLEG. "
                        + "Other containers are not affected.",
                List.of(
                        "nodethaw stacks dockerd: the locks at the end of its output name who waits and who probably "
                                + "holds them.",
                        "Look at the holder's frames: those further in than daemon.(*Daemon) show what the holder "
                                + "itself waits for."),
                "Heal what the holder waits for; the lock is released when its operation ends. Restart dockerd only "
                        + "if that never happens (with live-restore its containers keep running).",
                List.of("moby: daemon/inspect.go, ContainerInspect takes the container's lock"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return held(view, graph.roles()).map(held -> finding(graph, held)).toList();
    }

    /** The requests that wait: each is an inspect or the like that somebody waits for. */
    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return held(view, roles)
                .map(held -> new Victim(
                        held.firstWaiter(),
                        held.waitersText(),
                        Optional.empty(),
                        false,
                        List.of(held.daemon().key())))
                .toList();
    }

    private static Finding finding(WaitGraph graph, Held held) {
        if (held.holders().size() > 1) {
            var title = held.waitersText() + ", possibly held by " + held.holdersText(" or ");
            return new Finding.Warning(CODE, held.firstWaiter(), Confidence.POSSIBLE, title, held.proofs());
        }
        var title = held.waitersText() + ", probably held by " + held.holdersText("") + held.ringText();
        var holder = held.daemon().vertex(held.holders().getFirst().id());
        return graph.from(holder).stream().anyMatch(Edge::leadsOn) || isAtACall(held)
                ? new Finding.Warning(CODE, holder, Confidence.LIKELY, title, held.proofs())
                : new Finding.Stuck(CODE, holder, Confidence.LIKELY, title, held.proofs());
    }

    /** True when the holder's call was read, but not who has to answer it: then the chain ends elsewhere. */
    private static boolean isAtACall(Held held) {
        return held.daemon()
                .goroutine(held.holders().getFirst().id())
                .map(holder -> Occupation.of(holder).kind())
                .filter(kind -> kind == Occupation.OccupationKind.CALL || kind == Occupation.OccupationKind.CHILD)
                .isPresent();
    }

    /** For each dockerd the first lock of a container that somebody holds and others wait for. */
    private static Stream<Held> held(NodeView view, Collection<Role> roles) {
        return GoDaemon.of(view, roles, DockerHop.NAME).stream()
                .flatMap(daemon -> daemon.locks().stream()
                        .flatMap(lock -> Held.of(daemon, lock).stream())
                        .limit(1));
    }

    /**
     * A goroutine that may hold the lock.
     *
     * @param at what it is doing; empty when none of its frames tells
     */
    private record Holder(long id, String at) {
        String text() {
            return "goroutine " + id + (at.isEmpty() ? "" : " in " + at);
        }
    }

    /**
     * A container's lock that somebody holds and others wait for.
     *
     * @param waiters the longest waiting first
     * @param byOperation the waiters by their operation: "ContainerInspect"; under "" those whose operation is not known
     * @param holders those that may hold it, the most likely first
     * @param what in words: "a container's lock", or "a lock" where it is of something that several containers share
     */
    private record Held(
            GoDaemon daemon,
            List<Long> waiters,
            Map<String, List<Long>> byOperation,
            List<Holder> holders,
            String what) {
        static Optional<Held> of(GoDaemon daemon, GoroutineLock lock) {
            if (!lock.isExclusive() || lock.holders().isEmpty()) {
                return Optional.empty();
            }
            var waiters = lock.waiters().stream()
                    .collect(groupingBy(id -> operation(daemon, id), LinkedHashMap::new, toList()));
            var holders = lock.holders().stream()
                    .limit(MOST_NAMED)
                    .map(GoroutineLock.Holder::goroutine)
                    .map(id -> new Holder(id, operation(daemon, id)))
                    .toList();
            boolean isContainers = waiters.keySet().stream().anyMatch(operation -> !operation.isEmpty());
            var what = isOfAContainer(daemon, lock.waiters().getFirst()) ? "a container's lock" : "a lock";
            return isContainers
                    ? Optional.of(new Held(daemon, lock.waiters(), waiters, holders, what))
                    : Optional.empty();
        }

        Vertex.Goroutine firstWaiter() {
            return daemon.vertex(waiters.getFirst());
        }

        String waitersText() {
            var count = waiters.size() == 1 && !daemon.isPartlyRead() ? "a" : daemon.count(waiters.size());
            return count + (waiters.size() == 1 ? " request waits" : " requests wait") + " for " + what;
        }

        String holdersText(String between) {
            return String.join(between, holders.stream().map(Holder::text).toList());
        }

        /** What is said of a holder that seems to wait for one of those it keeps waiting. */
        String ringText() {
            return daemon.rings().stream()
                    .filter(ring ->
                            ring.goroutines().contains(holders.getFirst().id()))
                    .findFirst()
                    .map(ring -> "; goroutines " + GoroutineNumbers.few(ring.goroutines())
                            + " seem to wait for each other: if so, only a restart of dockerd helps")
                    .orElse("");
        }

        List<Proof> proofs() {
            return byOperation.entrySet().stream()
                    .map(entry -> Proof.of(waiting(entry.getValue(), entry.getKey()), daemon.key()))
                    .toList();
        }
    }

    /** True when the function that wants the lock is one of dockerd's own about containers, and not one of its libraries. */
    private static boolean isOfAContainer(GoDaemon daemon, long id) {
        return daemon.goroutine(id)
                .map(goroutine -> Occupation.title(goroutine.frames()))
                .filter(CONTAINERS::has)
                .isPresent();
    }

    /** The operation of dockerd in a goroutine: "ContainerInspect"; empty when none of its frames tells. */
    private static String operation(GoDaemon daemon, long id) {
        return daemon.goroutine(id)
                .flatMap(OPERATIONS::outermost)
                .map(function -> function.substring(function.lastIndexOf(").") + 2))
                .orElse("");
    }

    /** "goroutines 4, 5 wait in ContainerInspect". */
    private static String waiting(List<Long> ids, String operation) {
        var numbers = GoroutineNumbers.few(ids);
        return (ids.size() == 1 ? "goroutine " + numbers + " waits" : "goroutines " + numbers + " wait")
                + (operation.isEmpty() ? " elsewhere in dockerd" : " in " + operation);
    }
}
