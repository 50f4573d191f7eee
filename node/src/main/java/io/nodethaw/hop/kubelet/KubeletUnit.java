package io.nodethaw.hop.kubelet;

import io.nodethaw.evidence.Units;
import io.nodethaw.wait.NodeView;
import java.util.Optional;
import java.util.Set;
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

    /** The one in which kubelet runs. */
    static Optional<String> running(NodeView view) {
        return known(view)
                .filter(unit -> unit.active().equals("active"))
                .map(Units.Unit::name)
                .findFirst();
    }

    /** The one in which it runs, or is meant to. */
    static Optional<String> any(NodeView view) {
        return running(view)
                .or(() -> known(view)
                        .filter(unit ->
                                unit.load().equals("loaded") && !unit.active().equals("inactive"))
                        .map(Units.Unit::name)
                        .findFirst());
    }

    private static Stream<Units.Unit> known(NodeView view) {
        return view.evidence().seen(Units.TYPE).stream()
                .flatMap(told -> told.units().stream())
                .filter(unit -> NAMES.contains(unit.name()));
    }
}
