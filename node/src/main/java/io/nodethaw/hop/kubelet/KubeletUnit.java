package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Units;
import io.nodethaw.wait.NodeView;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The unit that kubelet is started by. */
final class KubeletUnit {
    /** Names of distributions. */
    static final Set<String> NAMES = Set.of(
            "kubelet.service",
            "k3s.service",
            "k3s-agent.service",
            "rke2-server.service",
            "rke2-agent.service",
            "k0scontroller.service",
            "k0sworker.service",
            "snap.kubelet-eks.daemon.service",
            "snap.k8s.kubelet.service",
            "snap.kubelet.daemon.service",
            "snap.microk8s.daemon-kubelet.service",
            "snap.microk8s.daemon-kubelite.service");

    private KubeletUnit() {}

    /** The one in which kubelet runs; empty where several run, since systemd tells only of units that do not which process is theirs. */
    static Optional<String> running(NodeView view) {
        return only(view, unit -> unit.active().equals("active"));
    }

    /** The one in which it runs, or is meant to. */
    static Optional<String> any(NodeView view) {
        return running(view)
                .or(() -> only(
                        view,
                        unit -> unit.load().equals("loaded") && !unit.active().equals("inactive")));
    }

    private static Optional<String> only(NodeView view, Predicate<Units.Unit> which) {
        var units = known(view).filter(which).toList();
        return units.size() == 1 ? Optional.of(units.getFirst().name()) : Optional.empty();
    }

    private static Stream<Units.Unit> known(NodeView view) {
        return view.evidence().seen(Units.TYPE).stream()
                .flatMap(told -> told.units().stream())
                .filter(unit -> NAMES.contains(unit.name()));
    }
}
