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

    private BusSaid() {}

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
