package io.nodethaw.collect.socket;

import static io.nodethaw.collect.socket.SystemCalls.Name.SETRESUID;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotPermittedException;
import java.io.Closeable;
import java.io.IOException;

/**
 * Connects to a unix socket as another user, for daemons that limit the number of connections per user. The kernel tells the
 * other end which effective user id the connecting thread had (SO_PEERCRED, net/unix/af_unix.c). The system call setresuid,
 * unlike the function of that name in the C library, changes the ids of the calling thread only; it also makes the process one
 * that leaves no core dump (commit_creds, kernel/cred.c).
 */
public final class OtherUser {
    /** The user nobody: no daemon that connects by itself runs as this user (overflowuid, kernel/sys.c). */
    public static final long NOBODY = 65534;

    private static final long KEEP = -1;

    private OtherUser() {}

    /**
     * A connector for the same address that connects as another user.
     *
     * @param ours our effective user id, to which the thread returns; must be root
     */
    public static Connector connector(Connector connector, long ours, long other) {
        return deadline -> open(connector, ours, other, deadline);
    }

    private static Connection open(Connector connector, long ours, long other, Deadline deadline) throws IOException {
        var kernel = new SystemCalls();
        long refused = kernel.call(SETRESUID, KEEP, other, KEEP);
        if (refused != 0) {
            throw NotPermittedException.of("to become user " + other + ": " + Errno.text(-refused));
        }
        try (var _ = new Back(kernel, ours)) {
            return connector.open(deadline);
        }
    }

    /** Returns to our own user. The real id never changed, so the kernel allows it. */
    private record Back(SystemCalls kernel, long ours) implements Closeable {
        @Override
        public void close() throws IOException {
            if (kernel.call(SETRESUID, KEEP, ours, KEEP) != 0) {
                throw new IllegalStateException("this thread cannot become user " + ours + " again");
            }
        }
    }
}
