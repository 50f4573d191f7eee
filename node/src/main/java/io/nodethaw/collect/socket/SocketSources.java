package io.nodethaw.collect.socket;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import java.util.List;

/**
 * The sources for the node's sockets. A kernel that has sock_diag as modules loads one from the disk at the first question,
 * which may hang; and a path may lead over any mount.
 */
public final class SocketSources {
    private SocketSources() {}

    /** All of them. */
    public static List<Source<?>> of(Host host) {
        var sockets = new Sockets(host);
        return List.of(
                new InThread<>(
                        UnixSockets.TYPE,
                        "the kernel's table of unix sockets (sock_diag, or `/proc/net/unix` when that is refused); a "
                                + "kernel that has unix_diag as a module loads it, as it does for `ss`",
                        (_, deadline) -> sockets.unix(deadline)),
                new InThread<>(
                        TcpSockets.TYPE,
                        "the kernel's tables of TCP sockets (sock_diag, or `/proc/net/tcp` when that is refused); "
                                + "tcp_diag and inet_diag are loaded in the same way",
                        (_, deadline) -> sockets.tcp(deadline)),
                new InThread<>(
                        SocketFile.TYPE,
                        "the files at the paths where hops listen, and their folders (stat)",
                        (path, _) -> SocketFiles.read(host, path)));
    }
}
