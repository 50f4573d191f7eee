package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/** The unix sockets of the network namespace we look from, from sock_diag (linux/unix_diag.h). One reading for each look. */
public record UnixSockets(List<Socket> sockets) {
    public static final FactType<UnixSockets> TYPE = new FactType<>("unix-sockets", UnixSockets.class).readTwice();

    public UnixSockets {
        sockets = List.copyOf(sockets);
    }

    /** The state of a socket (include/net/tcp_states.h, used for unix sockets as well). */
    public enum State {
        ESTABLISHED,
        CLOSED,
        LISTENING,
        OTHER
    }

    /**
     * One socket.
     *
     * @param peer inode of the other end; 0 for a listener, an unconnected socket, or a connection that nobody has accepted yet
     * @param path bound path; an abstract name starts with "@"; empty when unnamed
     * @param type SOCK_STREAM 1, SOCK_DGRAM 2, SOCK_SEQPACKET 5
     * @param received bytes in the receive queue; for a listener: connections not accepted yet
     * @param sent bytes sent that the peer has not read; for a listener: its backlog
     * @param pending for a listener: inodes of the connecting sockets not accepted yet (UNIX_DIAG_ICONS)
     * @param file for a listener with a path: the file that bind(2) made (UNIX_DIAG_VFS); empty when the kernel did not tell
     */
    public record Socket(
            long inode,
            long peer,
            String path,
            int type,
            State state,
            long received,
            long sent,
            List<Long> pending,
            Optional<File> file) {
        public Socket {
            pending = List.copyOf(pending);
        }

        /** A socket whose file is not known. */
        public Socket(
                long inode,
                long peer,
                String path,
                int type,
                State state,
                long received,
                long sent,
                List<Long> pending) {
            this(inode, peer, path, type, state, received, sent, pending, Optional.empty());
        }
    }

    /**
     * The file of a bound socket. The path is only what was passed to bind(2): in another mount namespace, or below another
     * root folder, it is another file.
     *
     * @param device of its file system, in the kernel's form: major number from bit 20 on
     * @param inode its lower 32 bits
     */
    public record File(long device, long inode) {}

    /** The socket with this inode. */
    public Optional<Socket> find(long inode) {
        return sockets.stream().filter(socket -> socket.inode() == inode).findFirst();
    }

    /** The listener bound to this path. */
    public Optional<Socket> listener(String path) {
        return sockets.stream()
                .filter(socket ->
                        socket.state() == State.LISTENING && socket.path().equals(path))
                .findFirst();
    }
}
