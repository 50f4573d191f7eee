package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.ChildWaits;
import io.nodethaw.wait.kernel.Acceptors;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A program that a daemon runs to help it does not end, did nothing between two readings, and is not seen to wait for anybody. One that
 * tries again once a second may look the same for half a second; that it stands is proven only where the scheduler tells that it has
 * not run for longer than such programs pause.
 */
public abstract class OverdueHelpers implements Rule, EdgeSource {
    /**
     * The longest pause between two tries that is known of such a program is 10 s: mount.nfs (nfs-utils utils/mount/stropts.c,
     * nfsmount_fg). Much more cannot be asked for: a program in Go that has once collected its garbage does so every two minutes even when
     * it has nothing to do (forcegcperiod of runtime/proc.go).
     */
    static final Duration PAUSE = Duration.ofSeconds(15);

    /**
     * One kind of helper.
     *
     * @param what it is, in words for a person: "CNI plug-in"
     * @param inShort the wait for one, in few words
     * @param daemon who runs it, in words: "its runtime"
     * @param daemons pids of those who run it
     * @param runs true for a goroutine that runs one
     * @param limit after this time it is overdue
     * @param givenUp after this time one that stands will not end by itself
     */
    public record Kind(
            String what,
            String inShort,
            String daemon,
            Function<NodeView, Set<Integer>> daemons,
            Predicate<Goroutine> runs,
            Duration limit,
            Duration givenUp) {}

    private final Kind kind;
    private final NodeView.Once<String, List<OverdueHelper>> all = new NodeView.Once<>((view, _) -> find(view));

    protected OverdueHelpers(Kind kind) {
        this.kind = kind;
    }

    /** What to do about one that is a root; that it is still the same process is certain. */
    protected abstract Step step(int pid);

    /** What its daemon does with it, as the goroutine that waits for it tells: ", below invoke.ExecPlugin". */
    protected abstract String work(Goroutine waiter);

    /** Where it is at work: " at /var/lib/kubelet/pods/..."; empty where nothing tells. */
    protected String place(Goroutine waiter) {
        return "";
    }

    /** The pods that wait for the end of one, each with the method in which they do, as far as that is known. */
    protected Map<String, String> pods(NodeView view, OverdueHelper helper) {
        return Map.of();
    }

    /** All that are overdue. */
    protected final List<OverdueHelper> all(NodeView view) {
        return view.once(all, "");
    }

    private List<OverdueHelper> find(NodeView view) {
        return late(view)
                .flatMap(child -> ChildWaits.waiter(view, child).filter(kind.runs()).stream()
                        .flatMap(waiter -> view.vertex(child.pid()).stream()
                                .map(vertex -> new OverdueHelper(
                                        child, vertex, view.age(child).orElse(kind.limit()), waiter))))
                .toList();
    }

    /** The children that have been there for so long, share the mounts of their parent as far as known, and are no daemons. */
    private Stream<ProcessTable.Entry> late(NodeView view) {
        return kind.daemons().apply(view).stream()
                .flatMap(pid -> view.childrenOf(pid).stream())
                .filter(child -> !child.isGone()
                        && view.age(child)
                                .filter(age -> age.compareTo(kind.limit()) >= 0)
                                .isPresent()
                        && view.mayShareMounts(child.parent(), child.pid())
                        && !Acceptors.isServer(view, child));
    }

    @Override
    public final List<Edge> edges(NodeView view) {
        return all(view).stream()
                .flatMap(helper -> view.vertex(helper.process().parent()).stream()
                        .map(daemon -> Edge.of(
                                        daemon,
                                        helper.vertex(),
                                        Strength.NEEDS,
                                        Wait.OVERDUE_CHILD,
                                        "child " + helper.process().pid() + " overdue, goroutine "
                                                + helper.waiter().id() + " waits for it" + place(helper.waiter()),
                                        ProcessTable.TYPE.key(),
                                        Goroutines.TYPE.key(helper.process().parent()))
                                .inShort(new Gist(kind.inShort(), 1, pods(view, helper)))
                                .atLeast(helper.age())))
                .toList();
    }

    /**
     * Which of its children a goroutine waits for is told only where the mounts of all of them are known: containers and their
     * programs do not share those of the daemon.
     */
    @Override
    public final Set<Key> wants(NodeView view, Reach reach) {
        var wants = new LinkedHashSet<Key>();
        late(view).map(ProcessTable.Entry::parent).distinct().forEach(daemon -> {
            wants.add(Goroutines.TYPE.key(daemon));
            wants.add(Namespaces.TYPE.key(daemon));
            view.childrenOf(daemon).forEach(child -> wants.add(Namespaces.TYPE.key(child.pid())));
        });
        all(view).forEach(helper -> wants.addAll(StandsStill.wants(view, helper.process())));
        return wants;
    }

    /** It waits, and its pod with it. */
    @Override
    public final List<Victim> victims(NodeView view, Collection<Role> roles) {
        return all(view).stream()
                .map(helper -> new Victim(
                        helper.vertex(),
                        kind.what() + " " + helper.process().comm() + " has not ended",
                        Optional.of(helper.age()),
                        StandsStill.isSo(view, helper.process()),
                        List.of(ProcessTable.TYPE.key())))
                .toList();
    }

    @Override
    public final List<Finding> judge(NodeView view, WaitGraph graph) {
        return all(view).stream()
                .filter(helper -> StandsStill.isSo(view, helper.process())
                        && StandsStill.waitsForNobody(view, graph, helper.process()))
                .map(helper -> finding(view, helper))
                .toList();
    }

    private Finding finding(NodeView view, OverdueHelper helper) {
        var rests = StandsStill.atLeast(view, helper.process()).filter(time -> time.compareTo(PAUSE) >= 0);
        return new Finding.Stuck(
                explanation().code(),
                helper.vertex(),
                rests.isPresent() && helper.age().compareTo(kind.givenUp()) >= 0
                        ? Confidence.PROVEN
                        : Confidence.LIKELY,
                rests.map(time -> "has done nothing for at least " + told(time))
                                .orElse("did nothing between two readings")
                        + ", and " + kind.daemon() + " has waited for its end for at least "
                        + helper.age().toMinutes() + " min",
                Stream.of(
                                Optional.of(Proof.of(
                                        "goroutine " + helper.waiter().id() + " of " + kind.daemon() + " waits for it"
                                                + work(helper.waiter()),
                                        Goroutines.TYPE.key(helper.process().parent()))),
                                Optional.of(Proof.of(
                                        "no context switch between two readings" + between(view, helper),
                                        Tasks.TYPE.key(helper.process().pid()))),
                                rests.map(time -> Proof.of(
                                        "no thread has run for at least " + told(time) + ", as the scheduler tells",
                                        LastRan.TYPE.key(helper.process().pid()))))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static String told(Duration time) {
        return time.toMinutes() > 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    /** How long that was: ", 430 ms"; nothing where it is not known. */
    private static String between(NodeView view, OverdueHelper helper) {
        return view.evidence()
                .twice(Tasks.TYPE, helper.process().pid())
                .map(seen -> ", " + seen.between().toMillis() + " ms")
                .orElse("");
    }

    @Override
    public final Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? Optional.of(step(process.pid()))
                : Optional.empty();
    }
}
