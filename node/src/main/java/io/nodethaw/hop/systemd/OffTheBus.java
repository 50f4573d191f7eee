package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.hop.Addresses;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nobody owns systemd's name although the bus is fine: PID 1 has left the bus. This is proven by its answer on the private
 * socket.
 */
final class OffTheBus implements Rule {
    static final String CODE = "systemd.off-the-bus";

    /** In this time systemd is on a bus that has begun: our own limit, many times what it takes on a machine at work. */
    private static final Duration JOINED = Duration.ofSeconds(3);

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "systemd (PID 1) is not connected to the system bus: its name has no owner. Starts fail after 25 s each with "
                        + "\"Failed to activate service 'org.freedesktop.systemd1': timed out\". Some releases "
                        + "reconnect at the next change of any unit, others never do.",
                List.of(
                        "busctl status org.freedesktop.systemd1 says that the name has no owner.",
                        "systemctl, which uses the private socket, works."),
                "nodethaw heal --yes: kill -USR1 1 makes systemd connect again; daemon-reexec only if that does not help.",
                List.of(
                        "systemd issue 11809: v237 to v241 close the connection when the cookie runs over",
                        "man 1 systemd, SIGUSR1"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var systemd = SystemdHop.systemd(view);
        var said = systemd.flatMap(process -> SystemdSaid.offTheBus(view, process));
        if (said.isPresent()) {
            return List.of(said.get());
        }
        boolean linked = !BusLink.all(view).isEmpty();
        boolean notAsked = !view.evidence().reading(PrivateReply.TYPE).wasPut();
        boolean joins = systemd.isPresent() && !Crashed.hasClosedAll(view) && isEstablished(view);
        if (orphan(view).isEmpty() || !joins || linked || notAsked) {
            return List.of();
        }
        var proofs = new ArrayList<>(List.of(Proof.of("nobody owns " + SystemdProbe.NAME, NameOwner.TYPE.key())));
        boolean answers = view.evidence().seen(PrivateReply.TYPE).isPresent();
        if (answers) {
            proofs.add(Proof.of("answers on its private socket", PrivateReply.TYPE.key()));
        }
        var confidence = answers ? Confidence.PROVEN : Confidence.LIKELY;
        return List.of(new Finding.Stuck(CODE, systemd.get(), confidence, "off the system bus", proofs));
    }

    /**
     * False for a bus that has only begun, perhaps while we look: systemd connects to it once it knows that it serves
     * (src/core/dbus.c, bus_init_system), and may be late where the machine is busy.
     */
    private static boolean isEstablished(NodeView view) {
        return Addresses.bus(view)
                .flatMap(bus -> view.process(bus.pid()))
                .flatMap(view::age)
                .filter(age -> age.compareTo(JOINED) >= 0)
                .isPresent();
    }

    /** True when the bus answered and says that nobody owns systemd's name. */
    static Optional<NameOwner> orphan(NodeView view) {
        return view.evidence().seen(NameOwner.TYPE).filter(name -> name.owner().isEmpty());
    }
}
