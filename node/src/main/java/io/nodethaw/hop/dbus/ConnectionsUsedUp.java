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
import java.util.Optional;

/**
 * One process holds most of the connections that the bus allows a user, who gets no more: nobody of that user gets in. Many runc
 * that do are no leak, they wait for a reply: then what they wait for is the root.
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
        return BusUsers.most(view)
                .filter(users -> users.connections().size() == 1)
                .flatMap(users -> finding(view, users))
                .stream()
                .toList();
    }

    private static Optional<Finding> finding(NodeView view, BusUsers.Users users) {
        int pid = users.connections().keySet().iterator().next();
        var holds = "holds " + users.count() + " of the " + users.all() + " connections to the system bus";
        return view.vertex(pid)
                .map(process -> new Finding.Stuck(
                        CODE,
                        process,
                        Confidence.PROVEN,
                        holds + ", which lets root in no more",
                        List.of(
                                Proof.of("the bus refused us as root and let us in as nobody", BusEcho.TYPE.key()),
                                Proof.of(holds, UnixSockets.TYPE.key(), Descriptors.TYPE.key(pid)))));
    }
}
