package io.nodethaw.hop.systemd;

import io.nodethaw.collect.dbus.SystemBus;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.wait.BusCalls;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for systemd over the bus: from its name to PID 1 when nobody owns it, and from an overdue runc with a bus connection
 * to systemd while systemd is silent there. What runc asked is in its
 * goroutines; without them that edge is inferred.
 */
final class OwnerEdges implements LateEdges {
    private static final Vertex NAME = new Vertex.BusName(SystemdProbe.NAME);

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        var systemd = SystemdHop.systemd(view);
        if (systemd.isEmpty()) {
            return List.of();
        }
        if (OffTheBus.orphan(view).isPresent()) {
            var edges = new ArrayList<>(List.of(orphaned(systemd.get())));
            edges.addAll(calls(view, victims, NAME, NameOwner.TYPE.key()));
            return edges;
        }
        boolean silent = view.evidence().reading(BusReply.TYPE).isSilent()
                && view.evidence().seen(NameOwner.TYPE).isPresent();
        return silent ? calls(view, victims, systemd.get(), BusReply.TYPE.key()) : List.of();
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

    private static List<Edge> calls(NodeView view, List<Victim> victims, Vertex target, Key reading) {
        return victims.stream()
                .filter(victim -> victim.vertex() instanceof Vertex.Process(int pid, long _) && onBus(view, pid))
                .map(victim -> call(view, victim, target, reading))
                .toList();
    }

    private static Edge call(NodeView view, Victim victim, Vertex target, Key reading) {
        var edge = victim.vertex() instanceof Vertex.Process(int pid, long _)
                ? BusCalls.of(view, pid)
                        .map(call -> Edge.of(
                                victim.vertex(),
                                target,
                                Strength.NEEDS,
                                Wait.DBUS_CALL,
                                call.text() + " over the bus",
                                Goroutines.TYPE.key(pid),
                                UnixSockets.TYPE.key(),
                                reading))
                        .orElseGet(() -> guessed(victim, target, reading))
                : guessed(victim, target, reading);
        return victim.atLeast().map(edge::atLeast).orElse(edge);
    }

    private static Edge guessed(Victim victim, Vertex target, Key reading) {
        return Edge.of(
                victim.vertex(),
                target,
                Strength.INFERRED,
                Wait.DBUS_CALL,
                victim.why() + ", bus connection open",
                UnixSockets.TYPE.key(),
                reading);
    }

    private static boolean onBus(NodeView view, int pid) {
        return SystemBus.PATHS.stream()
                .flatMap(path -> view.socketsAt(path).stream())
                .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED)
                .flatMap(socket -> view.socketHolders(socket.peer()).stream())
                .anyMatch(holder -> holder.pid() == pid);
    }
}
