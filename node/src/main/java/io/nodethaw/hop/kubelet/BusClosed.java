package io.nodethaw.hop.kubelet;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.BusWaits;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * kubelet had its connection to the system bus closed when dbus-daemon was started anew, and does not connect again: it asks systemd
 * for the slice of each pod over that connection. A kubelet that uses the bus for nothing, or that will connect when it needs it
 * next, looks the same until it says that a pod failed for that reason.
 *
 * @param units names of the units that kubelet runs in
 */
record BusClosed(Set<String> units) implements Obstacle {
    static final Explanation EXPLANATION = new Explanation(
            "kubelet.bus-connection-closed",
            "dbus-daemon was started anew after kubelet, which with that lost its connection to the system bus and does not connect again. "
                    + "It asks systemd over the bus for the slice of each pod, so that no pod is started or cleaned up any more; "
                    + "pods that run go on, and the node stays Ready.",
            List.of(
                    "ps -o lstart= -p of dbus-daemon and of kubelet: kubelet is the older one.",
                    "ls -l /proc/PID/fd of kubelet and ss -xp show no connection of it to the system bus.",
                    "journalctl -u kubelet: \"dbus: connection closed by user\", again and again."),
            "Restart kubelet: it connects again, and containers go on. Do not restart dbus-daemon once more.",
            List.of(
                    "Kubernetes issue 100328",
                    "runc libcontainer/cgroups/systemd, one connection for ever up to 1.0.0-rc92",
                    "godbus conn.go, ErrClosed"));

    BusClosed {
        units = Set.copyOf(units);
    }

    @Override
    public Explanation explanation() {
        return EXPLANATION;
    }

    /** kubelet, older than the bus, and not connected to it. */
    private record Lost(ProcessTable.Entry kubelet, ProcessTable.Entry bus) {}

    private static Optional<Lost> lost(NodeView view) {
        return HealthPort.kubelet(view).flatMap(process -> view.process(process.pid())).stream()
                .filter(kubelet ->
                        view.evidence().seen(Descriptors.TYPE, kubelet.pid()).isPresent())
                .filter(kubelet -> !BusWaits.clients(view).contains(kubelet.pid()))
                .flatMap(kubelet -> bus(view).map(bus -> new Lost(kubelet, bus)).stream())
                .filter(BusClosed::isOlder)
                .findFirst();
    }

    private static Optional<ProcessTable.Entry> bus(NodeView view) {
        return Addresses.bus(view).flatMap(process -> view.process(process.pid()));
    }

    private static boolean isOlder(Lost lost) {
        return lost.kubelet().startTicks().orElse(Long.MAX_VALUE)
                < lost.bus().startTicks().orElse(0L);
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE && lost(view).isPresent() ? Set.of(RefusedStarts.TYPE.key()) : Set.of();
    }

    @Override
    public List<Met> met(NodeView view) {
        return lost(view).map(lost -> met(view, lost)).stream().toList();
    }

    private Met met(NodeView view, Lost lost) {
        var refusal = said(view, lost);
        return new Met(
                new Vertex.Resource(
                        Vertex.ResourceKind.SOCKET,
                        "of " + view.name(lost.kubelet().pid()) + " to the system bus"),
                view.name(lost.kubelet().pid()),
                "has lost the system bus, and does not connect again",
                refusal.certainty(false),
                Confidence.PROVEN,
                refusal.after(Proof.of(
                        "it is older than " + view.name(lost.bus().pid()) + ", and has no connection to the bus",
                        ProcessTable.TYPE.key(),
                        UnixSockets.TYPE.key(),
                        Descriptors.TYPE.key(lost.kubelet().pid()))));
    }

    /** What kubelet said about it, since there is this dbus-daemon. */
    private Refusal said(NodeView view, Lost lost) {
        var since = view.age(lost.bus()).orElse(Duration.ZERO);
        return new Refusal(units.stream()
                .flatMap(unit -> RefusedStarts.latest(view.evidence(), RefusedStarts.Why.BUS_CLOSED, unit).stream())
                .filter(line -> line.ago().compareTo(since) <= 0)
                .findFirst());
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return units.stream()
                .filter(unit -> RefusedStarts.latest(view.evidence(), RefusedStarts.Why.BUS_CLOSED, unit)
                        .isPresent())
                .findFirst()
                .map(unit -> new Step(
                        "systemctl restart " + Shell.word(unit),
                        "it connects to the bus again; containers keep running"));
    }
}
