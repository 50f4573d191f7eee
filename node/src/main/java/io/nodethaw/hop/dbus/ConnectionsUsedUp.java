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
 * One process holds most of the connections that the bus allows root, so that root gets no new one. Many runc processes that
 * hold them are not a leak: they wait for a reply, and what they wait for is the root. It is only a warning, because runc can
 * do without the bus.
 */
final class ConnectionsUsedUp implements Rule {
    static final String CODE = "dbus.connections-used-up";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A process of root holds so many connections to the system bus that the bus no longer lets root in. "
                        + "Everything that must use the bus as root fails at once: crun, logind's clients, busctl. "
                        + "runc and systemctl fall back on systemd's private socket, so containers of runc "
                        + "still start; running containers are not affected.",
                List.of(
                        "busctl list, as root, says \"No buffer space available\" (dbus-daemon logs \"The maximum number of active "
                                + "connections for UID 0 has been reached\"); as nobody it works.",
                        "Its list has one line for each connection, with the process that holds it.",
                        "max_connections_per_user in /usr/share/dbus-1/system.conf and /etc/dbus-1/system.d is the limit, 256 by default."),
                "Restart the service that holds the connections; that closes them. Never restart dbus-daemon. A "
                        + "higher limit only delays the problem.",
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
                holds + ", which no longer lets root in",
                List.of(
                        Proof.of("the bus refused us as root, twice, and let us in as nobody", BusEcho.TYPE.key()),
                        Proof.of(
                                holds,
                                UnixSockets.TYPE.key(),
                                Descriptors.TYPE.key(holder.process().pid()))));
    }
}
