package io.nodethaw.evidence;

import java.util.List;

/** The TCP sockets (IPv4 and IPv6) of the network namespace we look from, from sock_diag (linux/inet_diag.h). One instance. */
public record TcpSockets(List<Socket> sockets) {
    public static final FactType<TcpSockets> TYPE = new FactType<>("tcp-sockets", TcpSockets.class).readTwice();

    public TcpSockets {
        sockets = List.copyOf(sockets);
    }

    /**
     * One socket.
     *
     * @param local address and port, "127.0.0.1:10248" or "[::1]:80"; an IPv4 address mapped into IPv6 is written as IPv4
     * @param remote the other end, "0.0.0.0:0" or "[::]:0" for a listener
     * @param state number of include/net/tcp_states.h: 1 ESTABLISHED, 2 SYN_SENT, 10 LISTEN
     * @param received bytes not read yet; for a listener: connections not accepted yet
     * @param sent bytes not acknowledged yet; for a listener: its backlog
     */
    public record Socket(long inode, String local, String remote, int state, long received, long sent) {
        private static final int LISTEN = 10;

        /** True for a listener. */
        public boolean isListening() {
            return state == LISTEN;
        }
    }
}
