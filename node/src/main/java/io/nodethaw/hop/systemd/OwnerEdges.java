package io.nodethaw.hop.systemd;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.BusWaits;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.go.BusCalls;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for systemd over the bus: from its name to PID 1 when nobody owns the name, and from each process whose call was read
 * to the process that has to answer. For an overdue process with a bus connection whose goroutines could not be read, the wait
 * is inferred while systemd is silent on the bus.
 */
final class OwnerEdges implements LateEdges {
    private static final Vertex NAME = new Vertex.BusName(SystemdProbe.NAME);

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        var systemd = SystemdHop.systemd(view);
        if (systemd.isEmpty()) {
            return List.of();
        }
        var said = SystemdSaid.edges(view, systemd.get(), known);
        if (!said.isEmpty()) {
            return said;
        }
        var over = CounterOver.of(view);
        if (over.isPresent()) {
            var edges = new ArrayList<>(List.of(over.get().edge(systemd.get())));
            edges.addAll(waits(view, victims, systemd.get(), false, over.get().key()));
            return edges;
        }
        if (OffTheBus.orphan(view).isPresent()) {
            var edges = new ArrayList<>(List.of(orphaned(systemd.get())));
            edges.addAll(waits(view, victims, NAME, true, NameOwner.TYPE.key()));
            return edges;
        }
        if (view.evidence().reading(NameOwner.TYPE).isSilent()) {
            return List.of(); // the bus itself is silent: calls do not reach systemd
        }
        boolean silent = view.evidence().reading(BusReply.TYPE).isSilent()
                && view.evidence().seen(NameOwner.TYPE).isPresent();
        return waits(view, victims, systemd.get(), silent, BusReply.TYPE.key());
    }

    private static Edge orphaned(Vertex systemd) {
        return Edge.of(
                NAME,
                systemd,
                Strength.NEEDS,
                Wait.BUS_NAME,
                SystemdProbe.NAME + " has no owner; systemd should own it",
                NameOwner.TYPE.key());
    }

    /** @param silent true when a wait for systemd may be inferred */
    private static List<Edge> waits(NodeView view, List<Victim> victims, Vertex callee, boolean silent, Key reading) {
        var edges =
                new ArrayList<>(BusWaits.read(view, call -> call.callee() == BusCalls.Callee.SYSTEMD, callee, reading));
        var told = edges.stream().map(Edge::from).collect(toSet());
        var clients = BusWaits.clients(view);
        if (silent) {
            victims.stream()
                    .filter(victim -> victim.vertex() instanceof Vertex.Process(int pid, long _)
                            && clients.contains(pid)
                            && BusCalls.of(view, pid).isEmpty()
                            && !BusCalls.readAndNone(view, pid))
                    .filter(victim -> !victim.isAskedAbout() && !told.contains(victim.vertex()))
                    .forEach(victim -> edges.add(guessed(victim, callee, reading)));
        }
        return edges;
    }

    private static Edge guessed(Victim victim, Vertex target, Key reading) {
        var edge = Edge.of(
                victim.vertex(),
                target,
                Strength.INFERRED,
                Wait.DBUS_CALL,
                victim.why() + ", bus connection open",
                UnixSockets.TYPE.key(),
                reading);
        return victim.atLeast().map(edge::atLeast).orElse(edge);
    }
}
