package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.KernelWait;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom the kernel holds for longer than a daemon may take to answer: the hops and their helpers, and processes of containers that
 * somebody ends. A moment in state D is no fault, and kernel threads accuse nobody.
 */
final class InKernel {
    /** After this time it counts as waiting: daemons may take as long for the simplest answer. */
    private static final Duration LIMIT = Probed.ANSWER;

    /** After this time a note tells of it. */
    private static final Duration NOTED = Duration.ofSeconds(2);

    private static final int MOST_NOTES = 5;

    private static final NodeView.Once<List<Hop>, InKernel> OF = new NodeView.Once<>(InKernel::new);

    private final NodeView view;
    private final Set<Integer> own;
    private final HeldContainers containers;
    private final List<HeldContainers.Held> contained;

    private InKernel(NodeView view, List<Hop> hops) {
        this.view = view;
        this.own = new HopProcesses(view, hops).all();
        this.containers = new HeldContainers(view, hops);
        this.contained = containers.all();
    }

    static InKernel of(NodeView view, List<Hop> hops) {
        return view.once(OF, hops);
    }

    /** What every look reads about them. */
    Set<Key> wants() {
        var wants = new LinkedHashSet<Key>();
        own.forEach(pid -> wants.add(KernelWaits.TYPE.key(pid)));
        wants.addAll(containers.wants());
        return wants;
    }

    /** Of each process that counts, the wait that lasts longest. */
    private Stream<KernelWait> waits() {
        return Stream.concat(own.stream(), ended().map(held -> held.process().pid()))
                .distinct()
                .flatMap(pid -> longest(pid).stream());
    }

    private Optional<KernelWait> longest(int pid) {
        return KernelWait.of(view, pid).stream()
                .max(Comparator.comparing(wait -> wait.atLeast().orElse(Duration.ZERO)));
    }

    private Stream<HeldContainers.Held> ended() {
        return contained.stream().filter(containers::isEnded);
    }

    /** Processes for which nothing tells since when they are held: a second reading may show it. */
    Set<Integer> undated() {
        return waits().filter(wait -> !wait.dated()).map(KernelWait::pid).collect(Collectors.toSet());
    }

    /** How long they have to be watched, when nothing else tells since when they are held. */
    Optional<Duration> patience() {
        return waits().anyMatch(wait -> !wait.dated() && !isLate(wait)) ? Optional.of(LIMIT) : Optional.empty();
    }

    /** Those that have been held for too long; whether that is a stall, is for what holds them to show. */
    List<Victim> victims() {
        var killed = ended().map(held -> held.process().pid()).collect(Collectors.toSet());
        return waits().filter(InKernel::isLate)
                .flatMap(wait -> view.vertex(wait.pid()).stream()
                        .map(process -> new Victim(
                                process,
                                (killed.contains(wait.pid())
                                                ? "is killed with its container, and held in the kernel: "
                                                : "")
                                        + wait.text(),
                                wait.atLeast(),
                                false,
                                List.of(KernelWaits.TYPE.key(wait.pid())))))
                .toList();
    }

    private static boolean isLate(KernelWait wait) {
        return wait.atLeast().filter(age -> age.compareTo(LIMIT) >= 0).isPresent();
    }

    /** Whoever has started a container that is to end waits until its processes have ended. */
    List<Edge> edges() {
        return ended().filter(held -> longest(held.process().pid()).isPresent())
                .flatMap(held -> view.vertex(held.monitor()).stream()
                        .flatMap(monitor -> view.vertex(held.process().pid()).stream()
                                .map(process -> Edge.of(
                                        monitor,
                                        process,
                                        Strength.INFERRED,
                                        Wait.OVERDUE_CHILD,
                                        "its container's process " + view.name(process.pid())
                                                + " has SIGKILL pending and has not ended",
                                        ProcessStatus.TYPE.key(held.first().pid())))))
                .toList();
    }

    /** Those that are held and do not count, or not yet. */
    List<String> notes() {
        var own = waits().filter(wait -> !isLate(wait) && isNoted(wait)).map(wait -> tell(wait) + told(wait));
        var others = contained.stream()
                .filter(held -> !containers.isEnded(held))
                .flatMap(held -> longest(held.process().pid()).stream())
                .filter(InKernel::isNoted)
                .map(wait -> tell(wait) + " in a container" + told(wait) + "; nobody is seen to end that container");
        return Stream.concat(own, others).distinct().limit(MOST_NOTES).toList();
    }

    private static boolean isNoted(KernelWait wait) {
        return wait.atLeast().filter(age -> age.compareTo(NOTED) < 0).isEmpty();
    }

    private String tell(KernelWait wait) {
        return "thread " + wait.thread().tid() + " of " + view.name(wait.pid());
    }

    private static String told(KernelWait wait) {
        return ": " + wait.text()
                + wait.atLeast()
                        .map(age -> ", at least " + age.toSeconds() + " s")
                        .orElse(", since when is not known");
    }

    /** What could not be seen of them. It matters only where nobody is seen to wait. */
    List<BlindSpot> blindSpots(WaitGraph graph) {
        return graph.victims().isEmpty() && !own.isEmpty()
                ? Stream.of(unknown(), undatedSpots(), older())
                        .flatMap(spots -> spots)
                        .toList()
                : List.of();
    }

    /** Processes in state D of which it is not known whether they count: of containers, and in evidence of an older nodethaw. */
    private Stream<BlindSpot> unknown() {
        var hops = own.stream()
                .filter(pid -> !view.evidence().asked(KernelWaits.TYPE.key(pid)))
                .filter(pid -> view.process(pid).map(ProcessTable.Entry::state).equals(Optional.of('D')));
        var others = contained.stream()
                .filter(containers::isUnknown)
                .map(held -> held.process().pid());
        return Stream.concat(hops, others)
                .map(pid -> new BlindSpot(
                        "what " + view.name(pid) + " waits for",
                        "it is in state D; since when, and whether somebody waits for it, was not read",
                        true))
                .limit(1);
    }

    /** Who is held since nobody knows when, and did not run while it was watched. */
    private Stream<BlindSpot> undatedSpots() {
        return waits().filter(wait -> !wait.dated() && !isLate(wait))
                .map(wait -> new BlindSpot(
                        "since when " + view.name(wait.pid()) + " is held",
                        wait.text() + "; the scheduler does not tell",
                        true))
                .limit(1);
    }

    /** In evidence that has none of these readings a daemon may be stuck in the kernel while it answers. */
    private Stream<BlindSpot> older() {
        return view.evidence().readings(KernelWaits.TYPE).isEmpty()
                ? Stream.of(new BlindSpot(
                        "whether a thread is stuck in the kernel", "not read, by an older nodethaw", true))
                : Stream.empty();
    }
}
