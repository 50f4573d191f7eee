package io.nodethaw.collect.socket;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import java.io.IOException;
import java.util.ArrayList;

/**
 * The sockets of the node's network: from sock_diag; when that is refused, or PID 1 has another network namespace than we do,
 * from the texts of {@code /proc/PID/net}, with -1 for what these do not tell.
 */
public final class Sockets {
    private final Host host;

    /** @param host whose /proc is read when sock_diag is refused */
    public Sockets(Host host) {
        this.host = host;
    }

    /** All unix sockets. */
    public UnixSockets unix(Deadline deadline) throws IOException {
        return firstOf(() -> UnixDiag.dump(deadline), this::unixText);
    }

    /** All TCP sockets that belong to a process. */
    public TcpSockets tcp(Deadline deadline) throws IOException {
        return firstOf(() -> TcpDiag.dump(deadline), this::tcpText);
    }

    /** The unix sockets as /proc tells them: no peers, no queues. */
    UnixSockets unixText() throws IOException {
        return ProcNet.unix(new KernelFile(64 << 10).read(net("unix")));
    }

    /** The TCP sockets as /proc tells them. */
    TcpSockets tcpText() throws IOException {
        var file = new KernelFile(64 << 10);
        var all = new ArrayList<>(ProcNet.tcp(file.read(net("tcp"))));
        try {
            all.addAll(ProcNet.tcp(file.read(net("tcp6"))));
        } catch (NotAskedException e) {
            return new TcpSockets(all); // a kernel without IPv6
        }
        return new TcpSockets(all);
    }

    private String net(String name) {
        return host.networkOfNode(name).toString();
    }

    private interface Way<T> {
        T read() throws IOException;
    }

    /** The result of sock_diag, which only tells about our own network namespace; otherwise that of the text. */
    private <T> T firstOf(Way<T> diag, Way<T> text) throws IOException {
        if (host.hasOtherNetwork()) {
            return text.read();
        }
        try {
            return diag.read();
        } catch (SilentException silent) {
            throw silent;
        } catch (IOException refused) {
            try {
                return text.read();
            } catch (NotAskedException none) {
                throw new NotAskedException(refused.getMessage() + "; " + none.getMessage());
            }
        }
    }
}
