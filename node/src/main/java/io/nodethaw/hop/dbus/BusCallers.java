package io.nodethaw.hop.dbus;

import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.BusWaits;
import io.nodethaw.hop.LateEdges;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.go.BusCalls;
import java.util.List;

/**
 * Edges to the bus itself: from processes that log in to it or ask it something, and, while it passes nothing on, from all its
 * callers.
 */
final class BusCallers implements LateEdges {
    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        boolean passes = !view.evidence().reading(BusEcho.TYPE).isSilent();
        return Addresses.bus(view)
                .map(bus -> BusWaits.read(
                        view, call -> !passes || call.callee() == BusCalls.Callee.BUS, bus, BusEcho.TYPE.key()))
                .orElse(List.of());
    }
}
