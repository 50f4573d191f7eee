package io.nodethaw.hop.dbus;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.BusLimits;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.OpenFilesOfAll;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Connections of each user to dbus-daemon. dbus-broker has no such limit. */
record ConnectionsSupply() implements Supply {
    private static final String DAEMON = "dbus-daemon";

    /** Below this nobody is near the usual limit of 256 (see {@link BusLimits}): then whose they are is not even read. */
    private static final long FEW = 200;

    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "dbus.connections",
            "the bus lets this user in no more: where it is root, crun, logind and busctl fail at once",
            "restart the service that holds them, never dbus-daemon; a higher max_connections_per_user only delays it");

    @Override
    public String name() {
        return "connections to the bus";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        if (!isDaemon(view)) {
            return Set.of();
        }
        var connections = BusUsers.all(view);
        return switch (depth) {
            case LIGHT -> OpenFilesOfAll.sum(connections) < FEW ? Set.of() : limits(connections);
            case CLOSE -> {
                var keys = new LinkedHashSet<>(OpenFilesOfAll.wants(view));
                keys.add(UnixSockets.TYPE.key());
                keys.addAll(limits(connections));
                yield keys;
            }
            case WORK, COSTLY -> Set.of();
        };
    }

    /** True when dbus-daemon serves the bus. */
    static boolean isDaemon(NodeView view) {
        return Addresses.bus(view)
                .flatMap(bus -> view.process(bus.pid()))
                .filter(bus -> bus.comm().equals(DAEMON))
                .isPresent();
    }

    private static Set<Key> limits(Map<Integer, Long> connections) {
        var keys = new LinkedHashSet<Key>();
        keys.add(BusLimits.TYPE.key());
        connections.keySet().forEach(pid -> keys.add(ProcessStatus.TYPE.key(pid)));
        return keys;
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var stocks = new ArrayList<Stock>();
        view.evidence()
                .seen(BusLimits.TYPE)
                .filter(_ -> isDaemon(view))
                .ifPresent(limits -> OpenFilesOfAll.byUser(view, BusUsers.all(view))
                        .forEach((uid, own) -> stocks.add(Stock.of(
                                        MEANING,
                                        "bus connections of uid " + uid,
                                        OpenFilesOfAll.sum(own),
                                        limits.connectionsPerUser(),
                                        UnixSockets.TYPE.key(),
                                        BusLimits.TYPE.key())
                                .mostly(OpenFilesOfAll.most(view, own)))));
        return stocks;
    }
}
