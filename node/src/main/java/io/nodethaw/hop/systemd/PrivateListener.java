package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;

/**
 * What shows whether systemd was executed anew: the inode of the listener of its private socket. systemd hands its other
 * listeners over to the new one, but makes this one anew (src/core/dbus.c, bus_init_private).
 */
final class PrivateListener {
    private static final String PATH = "/run/systemd/private";

    private PrivateListener() {}

    /** Empty when it could not be read. */
    static String mark(NodeView view) {
        return view.sockets().stream()
                .filter(socket -> socket.path().equals(PATH) && socket.state() == UnixSockets.State.LISTENING)
                // a nested systemd that shares our network namespace listens at the same path
                .filter(socket ->
                        view.socketHolders(socket.inode()).stream().anyMatch(holder -> holder.pid() == BusLink.PID))
                .map(socket -> Long.toString(socket.inode()))
                .findFirst()
                .orElse("");
    }
}
