package io.nodethaw.bus.ask;

import io.nodethaw.bus.BusEnds;
import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.UnixSockets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The connections to the bus among the kernel's sockets. */
final class BusSockets {
    /** The ends of clients, by inode. */
    private final Map<Long, BusEnds.End> ends = new HashMap<>();

    BusSockets(UnixSockets table) {
        var byInode = new HashMap<Long, UnixSockets.Socket>();
        table.sockets().forEach(socket -> byInode.put(socket.inode(), socket));
        for (var served : table.sockets()) { // an accepted end carries the path of its listener
            if (served.state() == UnixSockets.State.ESTABLISHED && SystemBus.PATHS.contains(served.path())) {
                Optional.ofNullable(byInode.get(served.peer()))
                        .ifPresent(client ->
                                ends.put(client.inode(), new BusEnds.End(client.received(), served.received())));
            }
        }
    }

    /** Those that a process has open. */
    BusEnds of(Descriptors open) {
        return new BusEnds(open.open().stream()
                .flatMap(descriptor -> descriptor.socket().stream())
                .distinct()
                .flatMap(inode -> Optional.ofNullable(ends.get(inode)).stream())
                .toList());
    }
}
