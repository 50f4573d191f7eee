package io.nodethaw.collect.socket;

import static io.nodethaw.collect.socket.SystemCalls.Name.SETRESUID;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotPermittedException;
import java.io.Closeable;
import java.io.IOException;

/**
 * Connects to a unix socket as another user, for daemons that count their connections by user. The kernel keeps for the other
 * end whose effective id the connecting thread had (SO_PEERCRED, net/unix/af_unix.c). The system call, unlike the function of the C
 * library of that name, changes the ids of the calling thread alone; it also makes the process one that is not dumped
 * (commit_creds, kernel/cred.c).
 */
public final class OtherUser {
    /** nobody, whom no daemon runs as that connects by itself (overflowuid, kernel/sys.c). */
    public static final long NOBODY = 65534;

    private static final long KEEP = -1;

    private OtherUser() {}

    /**
     * The same address, connected to as this user.
     *
     * @param ours our effective user id, which the thread goes back to; must be root
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

    /** The way back to who we are. Our real id never changed, so the kernel lets us. */
    private record Back(SystemCalls kernel, long ours) implements Closeable {
        @Override
        public void close() throws IOException {
            if (kernel.call(SETRESUID, KEEP, ours, KEEP) != 0) {
                throw new IllegalStateException("this thread cannot become user " + ours + " again");
            }
        }
    }
}
