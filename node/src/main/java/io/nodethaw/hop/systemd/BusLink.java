package io.nodethaw.hop.systemd;

import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PID 1's socket to the system bus, as readings show it.
 *
 * @param fd its file descriptor in PID 1
 * @param inode of the socket
 * @param polled true when an epoll set of PID 1 watches it; empty when no set was read, or not all
 * @param unread number of bytes that PID 1 has not read from it
 */
record BusLink(int fd, long inode, Optional<Boolean> polled, long unread) {
    /** PID 1's connections to the bus, as far as they were read: unix sockets whose other end has the bus's path. */
    static List<BusLink> all(NodeView view) {
        var links = new ArrayList<BusLink>();
        var open = view.evidence()
                .seen(Descriptors.TYPE, ProcessTable.INIT)
                .map(Descriptors::open)
                .orElse(List.of());
        for (var descriptor : open) {
            descriptor
                    .socket()
                    .flatMap(view::socket)
                    .filter(socket -> toBus(view, socket))
                    .ifPresent(socket -> links.add(new BusLink(
                            descriptor.number(),
                            socket.inode(),
                            polled(view, descriptor.number()),
                            socket.received())));
        }
        return links;
    }

    private static boolean toBus(NodeView view, UnixSockets.Socket socket) {
        return view.socket(socket.peer())
                .filter(peer -> SystemBus.PATHS.contains(peer.path()))
                .isPresent();
    }

    private static Optional<Boolean> polled(NodeView view, int fd) {
        var sets = sets(view);
        boolean all = true;
        for (var set : sets) {
            var info = view.evidence().seen(DescriptorInfo.TYPE, set.instance());
            if (info.isPresent() && info.get().epollTargets().contains(fd)) {
                return Optional.of(true);
            }
            all &= info.isPresent();
        }
        return all && !sets.isEmpty() ? Optional.of(false) : Optional.empty();
    }

    /** The epoll sets of PID 1. */
    static Set<Key> sets(NodeView view) {
        var keys = new LinkedHashSet<Key>();
        view.evidence()
                .seen(Descriptors.TYPE, ProcessTable.INIT)
                .ifPresent(open -> open.open().stream()
                        .filter(Descriptors.Descriptor::isEpoll)
                        .forEach(set -> keys.add(DescriptorInfo.key(ProcessTable.INIT, set.number()))));
        return keys;
    }
}
