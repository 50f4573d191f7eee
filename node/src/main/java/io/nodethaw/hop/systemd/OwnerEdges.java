package io.nodethaw.hop.systemd;

import io.nodethaw.collect.dbus.SystemBus;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.LateEdges;
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
 * to systemd while systemd is silent there. What runc asked cannot be read, so that edge is inferred.
 */
final class OwnerEdges implements LateEdges {
    private static final Vertex NAME = new Vertex.BusName(SystemdProbe.NAME);

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        var edges = new ArrayList<Edge>();
        var systemd = view.vertex(BusLink.PID);
        boolean orphaned = OffTheBus.orphan(view).isPresent();
        boolean silent = view.evidence().reading(BusReply.TYPE).isSilent()
                && view.evidence().seen(NameOwner.TYPE).isPresent();
        if (systemd.isEmpty() || !orphaned && !silent) {
            return edges;
        }
        Vertex target = orphaned ? NAME : systemd.get();
        if (orphaned) {
            edges.add(Edge.of(
                    NAME,
                    systemd.get(),
                    Strength.NEEDS,
                    Wait.BUS_NAME,
                    SystemdProbe.NAME + " has no owner; systemd should own it",
                    NameOwner.TYPE.key()));
        }
        Key reading = orphaned ? NameOwner.TYPE.key() : BusReply.TYPE.key();
        for (var victim : victims) {
            if (victim.vertex() instanceof Vertex.Process process && onBus(view, process.pid())) {
                var edge = Edge.of(
                        process,
                        target,
                        Strength.INFERRED,
                        Wait.DBUS_CALL,
                        victim.why() + ", bus connection open",
                        UnixSockets.TYPE.key(),
                        reading);
                edges.add(victim.atLeast().map(edge::atLeast).orElse(edge));
            }
        }
        return edges;
    }

    private static boolean onBus(NodeView view, int pid) {
        return view.sockets().stream()
                .filter(socket ->
                        SystemBus.PATHS.contains(socket.path()) && socket.state() == UnixSockets.State.ESTABLISHED)
                .anyMatch(socket -> view.socketHolders(socket.peer()).stream().anyMatch(holder -> holder.pid() == pid));
    }
}
