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
 * leak: they wait for a reply, and what they wait for is the root.
 */
final class ConnectionsUsedUp implements Rule {
    static final String CODE = "dbus.connections-used-up";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A process holds so many connections to the system bus that the bus lets in no more of its user, as a rule root. "
                        + "Every runc that has to ask systemd for a scope fails at once, so no container can start; running containers "
                        + "are not touched.",
                List.of(
                        "busctl, as root, says \"The maximum number of active connections for UID 0 has been reached\"; "
                                + "sudo -u nobody busctl list works.",
                        "ss -xp | grep dbus/system_bus_socket, counted by process, names the one that holds them.",
                        "max_connections_per_user in /usr/share/dbus-1/system.conf and /etc/dbus-1/system.d is the limit, 256 by default."),
                "Restart the service that holds the connections; they end with it. Never restart dbus-daemon. A higher limit only "
                        + "puts it off.",
                List.of("dbus bus/connection.c, max_connections_per_user", "dbus-daemon(1), LIMITS"));
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
        return new Finding.Stuck(
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
