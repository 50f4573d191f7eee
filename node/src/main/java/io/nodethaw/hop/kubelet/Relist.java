package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.StandingGoroutines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** kubelet's PLEG goes round through all containers once a second, and is on one round that does not end. */
final class Relist implements Rule {
    static final String CODE = "kubelet.relist-outstanding";

    /** relistThreshold of pkg/kubelet/pleg/generic.go: later the node is NotReady. */
    private static final Duration THRESHOLD = Duration.ofMinutes(3);

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "kubelet's PLEG (pod lifecycle event generator) lists all containers once a second, and one of the calls it makes "
                        + "for that has no reply. Three minutes after the last complete round the node is NotReady: \"PLEG is "
                        + "not healthy\".",
                List.of(
                        "nodethaw stacks kubelet --function relist: the frames above relist name the call.",
                        "kubelet's metric kubelet_pleg_last_seen_seconds stands still."),
                "Heal whom it waits for. Restarting kubelet does not help: the next round hangs at the same container.",
                List.of("kubelet pkg/kubelet/pleg/generic.go", "Kubernetes issue 61117"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.roles().stream()
                .filter(role -> role.vertex().equals(KubeletHop.vertex(view)))
                .flatMap(role -> KubeletHop.pids(view).stream())
                .flatMap(pid -> standing(view, pid)
                        .map(goroutine -> new Finding.Warning(
                                CODE,
                                KubeletHop.vertex(view),
                                Confidence.LIKELY,
                                "PLEG's round does not go on: goroutine " + goroutine.id(),
                                List.of(Proof.of(
                                        "[" + goroutine.state() + "] below relist", Goroutines.TYPE.key(pid)))))
                        .stream())
                .<Finding>map(finding -> finding)
                .toList();
    }

    /** PLEG waits, and with it every pod. */
    static List<Victim> victims(NodeView view, Set<Integer> pids) {
        return pids.stream()
                .flatMap(pid -> standing(view, pid).stream()
                        .map(goroutine -> new Victim(
                                KubeletHop.vertex(view),
                                "PLEG's round does not go on",
                                age(view, pid, goroutine),
                                age(view, pid, goroutine)
                                        .filter(age -> age.compareTo(THRESHOLD) >= 0)
                                        .isPresent(),
                                List.of(Goroutines.TYPE.key(pid)))))
                .toList();
    }

    private static Optional<Duration> age(NodeView view, int pid, Goroutine goroutine) {
        return Optional.of(StandingGoroutines.age(view, pid, goroutine)).filter(age -> !age.isZero());
    }

    /** Between rounds it sleeps in the loop around relist, and is not in relist itself. */
    private static Optional<Goroutine> standing(NodeView view, int pid) {
        return StandingGoroutines.of(view, pid).stream()
                .filter(StandingGoroutines::relists)
                .findFirst();
    }
}
