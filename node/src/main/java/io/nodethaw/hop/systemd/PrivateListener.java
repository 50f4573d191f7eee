package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;

/**
 * Shows whether systemd was executed anew: by the inode of the listener of its private socket. systemd passes its other
 * listeners on to the new instance, but creates this one anew (src/core/dbus.c, bus_init_private).
 */
final class PrivateListener {
    private static final String PATH = "/run/systemd/private";

    private PrivateListener() {}

    /** The mark of the current listener; empty when it could not be read. */
    static String mark(NodeView view) {
        return view.sockets().stream()
                .filter(socket -> socket.path().equals(PATH) && socket.state() == UnixSockets.State.LISTENING)
                // a nested systemd that shares our network namespace listens at the same path
                .filter(socket -> view.socketHolders(socket.inode()).stream()
                        .anyMatch(holder -> holder.pid() == ProcessTable.INIT))
                .map(socket -> Long.toString(socket.inode()))
                .findFirst()
                .orElse("");
    }
}
