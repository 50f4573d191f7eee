package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KubeletLog;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.FramePattern;
import io.nodethaw.wait.go.GoDaemon;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** kubelet's PLEG lists all containers once a second, and one such round does not end. */
final class Relist implements Rule {
    static final String CODE = "kubelet.relist-outstanding";

    /** The function for one round of PLEG in pkg/kubelet/pleg/generic.go: 1.20 and 1.24, and as exported by 1.28 and 1.32. */
    private static final FramePattern RELIST = FramePattern.of(
            "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist",
            "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).Relist");

    /**
     * relistThreshold of pkg/kubelet/pleg/generic.go, genericPlegRelistThreshold of kubelet.go in 1.28 and 1.32: after this time the node is
     * NotReady. (Ten minutes with the gate EventedPLEG, which is off unless somebody sets it.)
     */
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
                "Heal what it waits for. Restarting kubelet does not help: the next round hangs at the same container.",
                List.of("kubelet pkg/kubelet/pleg/generic.go", "Kubernetes issue 61117"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return standing(view, graph.roles())
                .<Finding>map(round -> new Finding.Warning(
                        CODE,
                        round.kubelet().process(),
                        Confidence.LIKELY,
                        "PLEG's round does not go on: goroutine "
                                + round.goroutine().id(),
                        List.of(Proof.of(
                                "[" + round.goroutine().state() + "] below relist",
                                round.kubelet().key()))))
                .toList();
    }

    /** PLEG waits, and with it every pod. */
    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return standing(view, roles)
                .map(round -> new Victim(
                        round.kubelet().process(),
                        "PLEG's round does not go on",
                        round.age(view),
                        round.age(view)
                                .filter(age -> age.compareTo(THRESHOLD) >= 0)
                                .isPresent(),
                        List.of(round.kubelet().key())))
                .toList();
    }

    /** True when it was in a round when its goroutines were read last: normally that takes milliseconds of each second. */
    static boolean isOn(NodeView view, int pid) {
        return view.evidence().seen(Goroutines.TYPE, pid).stream()
                .flatMap(read -> read.goroutines().stream())
                .anyMatch(RELIST::isIn);
    }

    /** A round of PLEG that does not go on. */
    private record Round(GoDaemon kubelet, Goroutine goroutine) {
        /** From the round itself, which may be a later one than the first that did not end; or from what kubelet says of it. */
        Optional<Duration> age(NodeView view) {
            return Stream.concat(
                            kubelet.age(goroutine).stream(),
                            KubeletUnit.running(view).stream()
                                    .flatMap(unit -> view.evidence().seen(KubeletLog.TYPE, unit).stream())
                                    .flatMap(log -> log.relisted().stream())
                                    .filter(time -> !KubeletHop.isYounger(view, kubelet.process(), time)))
                    .max(Comparator.naturalOrder());
        }
    }

    /** Between rounds it sleeps in the loop around relist, and is not in relist itself. */
    private static Stream<Round> standing(NodeView view, Collection<Role> roles) {
        return GoDaemon.of(view, roles, KubeletHop.NAME).stream()
                .flatMap(kubelet ->
                        kubelet.standingIn(RELIST).stream().limit(1).map(goroutine -> new Round(kubelet, goroutine)));
    }
}
