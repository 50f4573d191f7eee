package io.nodethaw.collect.socket;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import java.util.List;

/**
 * The node's sockets. The first question to a kernel that has sock_diag as modules makes it load one from the disk, which may
 * hang; and a path may lead over any mount.
 */
public final class SocketSources {
    private SocketSources() {}

    /** All of them. */
    public static List<Source<?>> of(Host host) {
        var sockets = new Sockets(host);
        return List.of(
                new InThread<>(
                        UnixSockets.TYPE,
                        "the kernel's table of unix sockets (sock_diag, else `/proc/net/unix`); a kernel that has unix_diag as a "
                                + "module loads it, as for `ss`",
                        (_, deadline) -> sockets.unix(deadline)),
                new InThread<>(
                        TcpSockets.TYPE,
                        "the kernel's tables of TCP sockets (sock_diag, else `/proc/net/tcp`); tcp_diag and inet_diag as above",
                        (_, deadline) -> sockets.tcp(deadline)),
                new InThread<>(
                        SocketFile.TYPE,
                        "what lies at the paths where hops listen (stat, of the folder too)",
                        (path, _) -> SocketFiles.read(host, path)));
    }
}
