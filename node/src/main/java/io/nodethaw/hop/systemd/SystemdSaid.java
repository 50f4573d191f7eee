package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.Logged;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What logs say of systemd's connection to the bus. */
final class SystemdSaid {
    /** Once is a moment: while systemd starts or reloads, nobody owns its name or answers in time. */
    private static final int REPEATED = 2;

    private static final Vertex NAME = new Vertex.BusName(SystemdProbe.NAME);

    private SystemdSaid() {}

    private static Stream<Logged> said(NodeView view, Logged.Sign sign) {
        return Logged.all(view.evidence(), sign);
    }

    /** The bus has waited again and again for an owner of systemd's name. */
    static Optional<Logged> isOff(NodeView view) {
        return said(view, Logged.Sign.NAME_WITHOUT_OWNER)
                .filter(said -> said.times() >= REPEATED)
                .findFirst();
    }

    /** Somebody has asked for systemd by hand, once, and it had no owner. */
    private static Optional<Logged> mayBeOff(NodeView view) {
        return said(view, Logged.Sign.NAME_WITHOUT_OWNER)
                .filter(said -> said.program().isEmpty())
                .findFirst();
    }

    /**
     * systemd itself says that what it sends is refused: sd-bus refuses to seal a message whose number has more than 32 bits
     * (src/libsystemd/sd-bus/bus-message.c, until v242).
     */
    static Optional<Logged> cannotSend(NodeView view) {
        return said(view, Logged.Sign.SEND_REFUSED).findFirst();
    }

    /** A call to it over the bus had no reply. */
    private static Optional<Logged> isSilent(NodeView view) {
        return said(view, Logged.Sign.SYSTEMD_SILENT).findFirst();
    }

    private static Optional<Logged> any(NodeView view) {
        return isOff(view).or(() -> cannotSend(view)).or(() -> isSilent(view)).or(() -> mayBeOff(view));
    }

    static Optional<Finding> offTheBus(NodeView view, Vertex systemd) {
        return isOff(view)
                .<Finding>map(said -> new Finding.Stuck(
                        OffTheBus.CODE, systemd, Confidence.LIKELY, "off the system bus", List.of(proof(said))))
                .or(() -> mayBeOff(view)
                        .map(said -> new Finding.Warning(
                                OffTheBus.CODE,
                                systemd,
                                Confidence.POSSIBLE,
                                "off the system bus when it was asked",
                                List.of(proof(said)))));
    }

    static Optional<Finding> deaf(NodeView view, Vertex systemd) {
        var silent = isSilent(view);
        var refused = cannotSend(view);
        var proofs = Stream.concat(refused.stream(), silent.stream())
                .map(SystemdSaid::proof)
                .toList();
        return refused.isPresent()
                ? Optional.of(new Finding.Stuck(
                        DeafOnBus.CODE, systemd, Confidence.LIKELY, "cannot send on the system bus", proofs))
                : silent.map(_ -> new Finding.Warning(
                        DeafOnBus.CODE, systemd, Confidence.POSSIBLE, "silent on the system bus", proofs));
    }

    private static Proof proof(Logged said) {
        return Proof.of(said.proof(), said.key());
    }

    static Optional<Victim> victim(NodeView view) {
        return any(view)
                .map(said ->
                        new Victim(NAME, "calls to it have no reply", Optional.empty(), false, List.of(said.key())));
    }

    /**
     * From the name to systemd; and from each runtime that should have ended, or keeps others waiting, to the name: what it asks for every container, systemd does
     * not answer.
     */
    static List<Edge> edges(NodeView view, Vertex systemd, List<Edge> known) {
        var said = any(view);
        if (said.isEmpty()) {
            return List.of();
        }
        var leaving = known.stream().filter(Edge::leadsOn).map(Edge::from).toList();
        var runtimes = known.stream()
                .filter(edge -> edge.kind() == Wait.OVERDUE_CHILD || edge.kind() == Wait.UNIX_SOCKET)
                .map(Edge::to)
                .filter(child -> isRuntime(view, child) && !leaving.contains(child))
                .distinct()
                .map(child -> Edge.of(
                        child,
                        NAME,
                        Strength.INFERRED,
                        Wait.DBUS_CALL,
                        "has not ended, and calls to systemd have no reply",
                        said.get().key()));
        return Stream.concat(Stream.of(edge(view, systemd, said.get())), runtimes)
                .toList();
    }

    private static boolean isRuntime(NodeView view, Vertex child) {
        return switch (child) {
            case Vertex.Process(int pid, long _) ->
                view.process(pid)
                        .filter(process -> process.comm().contains("runc"))
                        .isPresent();
            case Vertex.Remote(String where) -> where.startsWith("runc");
            case Vertex.Ourselves _, Vertex.Goroutine _, Vertex.BusName _, Vertex.Resource _ -> false;
        };
    }

    private static Edge edge(NodeView view, Vertex systemd, Logged said) {
        return Edge.of(
                NAME,
                systemd,
                Strength.NEEDS,
                Wait.BUS_NAME,
                isOff(view).or(() -> mayBeOff(view)).isPresent()
                        ? SystemdProbe.NAME + " has no owner; systemd should own it"
                        : "calls to " + SystemdProbe.NAME + " have no reply",
                said.key());
    }
}
