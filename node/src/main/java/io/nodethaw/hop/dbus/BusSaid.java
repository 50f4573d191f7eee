package io.nodethaw.hop.dbus;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.LoggedFinding.Weight;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** What logs say of the system bus. */
final class BusSaid {
    private static final Vertex CONNECTIONS =
            new Vertex.Resource(Vertex.ResourceKind.LIMIT, "connections of root to the system bus");

    private static final Vertex REPLIES =
            new Vertex.Resource(Vertex.ResourceKind.LIMIT, "calls of one bus connection without a reply");

    private BusSaid() {}

    static LoggedFinding repliesFull() {
        return new LoggedFinding(
                Logged.Sign.BUS_REPLIES_FULL,
                _ -> REPLIES,
                (_, _) -> new Vertex.Ourselves(),
                _ -> Weight.DOUBTFUL,
                _ -> "all are used up",
                Optional.empty(),
                new Explanation(
                        "dbus.replies-used-up",
                        "A program has as many calls without a reply as the bus allows one connection (max_replies_per_connection, 128 by default): "
                                + "each further call of it fails at once (\"LimitsExceeded\"). The bus is well, and so are other connections. Those "
                                + "whom it called do not answer: often that is systemd, and then systemd is the reason.",
                        List.of(
                                "nodethaw bus monitor --for 10s: open calls, with who made them and whom they are for.",
                                "journalctl -u dbus -g 'pending replies': dbus-daemon names the connection and its process.",
                                "nodethaw bus tree tells which names do not answer; no question to the bus tells how many calls are open."),
                        "Heal who does not answer. Who has made the calls has to be restarted only if it does not go on then. A higher limit only "
                                + "delays it.",
                        List.of(
                                "dbus bus/connection.c, bus_connections_expect_reply",
                                "man 1 dbus-daemon, max_replies_per_connection",
                                "CVE-2014-3638: why the limit is so low")));
    }

    static LoggedFinding full() {
        return new LoggedFinding(
                Logged.Sign.BUS_FULL,
                _ -> CONNECTIONS,
                (_, _) -> new Vertex.Ourselves(),
                _ -> Weight.DOUBTFUL,
                _ -> "all are used up",
                Optional.empty(),
                new Explanation(
                        "dbus.refuses-root",
                        "The system bus lets root open no more connections (max_connections_per_user). Often that follows from something else: each "
                                + "runc that waits for systemd holds one. Then systemd is the reason.",
                        List.of(
                                "busctl list, as nobody: one line for each connection, with the process that holds it.",
                                "Many of runc: see what they wait for. Many of another service: it leaks them."),
                        "Restart the service that holds them, or heal what the runc processes wait for. Never restart dbus-daemon. A higher limit "
                                + "only delays it.",
                        List.of("dbus bus/connection.c, max_connections_per_user")));
    }
}
