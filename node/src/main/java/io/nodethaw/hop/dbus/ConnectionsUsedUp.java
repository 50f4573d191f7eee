package io.nodethaw.hop.dbus;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

/**
 * One process holds most of the connections that the bus allows root, which gets in no more. Many runc that hold them are no
 * leak: they wait for a reply, and what they wait for is the root. A warning, since runc does without the bus then.
 */
final class ConnectionsUsedUp implements Rule {
    static final String CODE = "dbus.connections-used-up";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A process of root holds so many connections to the system bus that the bus lets root in no more. Whatever has to use "
                        + "the bus as root fails at once: crun, logind's clients, busctl. runc and systemctl fall back on systemd's "
                        + "private socket, so containers of runc still start; running ones are not touched.",
                List.of(
                        "busctl list, as root, says \"No buffer space available\" (dbus-daemon logs \"The maximum number of active "
                                + "connections for UID 0 has been reached\"); as nobody it works.",
                        "It also names the process that holds the connections, once for each.",
                        "max_connections_per_user in /usr/share/dbus-1/system.conf and /etc/dbus-1/system.d is the limit, 256 by default."),
                "Restart the service that holds the connections; they end with it. Never restart dbus-daemon. A higher limit only "
                        + "puts it off.",
                List.of(
                        "dbus bus/connection.c, max_connections_per_user",
                        "go-systemd dbus/dbus.go, NewWithContext: the private socket where the bus refuses root",
                        "podman issue 11313, for crun"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return BusUsers.holder(view)
                .filter(holder -> BusUsers.isRoots(view, holder))
                .map(ConnectionsUsedUp::finding)
                .stream()
                .toList();
    }

    private static Finding finding(BusUsers.Users holder) {
        var holds = "holds " + holder.text();
        return new Finding.Warning(
                CODE,
                holder.process(),
                Confidence.PROVEN,
                holds + ", which lets no more in",
                List.of(
                        Proof.of("the bus refused us as root, twice, and let us in as nobody", BusEcho.TYPE.key()),
                        Proof.of(
                                holds,
                                UnixSockets.TYPE.key(),
                                Descriptors.TYPE.key(holder.process().pid()))));
    }
}
