package io.nodethaw.hop.dbus;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.hop.Addresses;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

/** Counter-test: a message to ourselves came back, so the bus does pass messages on. */
final class PassesMessages implements Rule {
    @Override
    public Explanation explanation() {
        return new Explanation(
                "dbus.passes-messages",
                "The system bus took a message from us and delivered it back to us: it reads, routes and writes. "
                        + "Whoever does not answer on the bus is itself silent.",
                List.of("busctl call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.Peer Ping"),
                "Nothing to do. Restarting dbus-daemon would leave systemd without its name and break kubelet.",
                List.of("D-Bus Specification, Message Bus Message Routing", "kubernetes issue 100328"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var echo = view.evidence().seen(BusEcho.TYPE);
        var daemon = Addresses.bus(view);
        if (echo.isEmpty() || daemon.isEmpty()) {
            return List.of();
        }
        var text = "a message to ourselves came back in " + echo.get().millis() + " ms";
        return List.of(new Finding.Clear(
                explanation().code(), daemon.get(), text, List.of(Proof.of(text, BusEcho.TYPE.key()))));
    }
}
