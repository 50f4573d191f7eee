package io.nodethaw.collect.socket;

import io.nodethaw.collect.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Dumps tables of sockets from the kernel (sock_diag(7)). Needs no privilege. */
final class SockDiag {
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLM_F_REQUEST_DUMP = 0x1 | 0x300;

    /** Size of the buffer. The kernel fills datagrams of up to 32 KiB when the buffer is that large (netlink_recvmsg). */
    private static final int DATAGRAM = 64 << 10;

    /** A table that changed while it was dumped is dumped again at most this often; then the last dump is taken. */
    private static final int ATTEMPTS = 3;

    /** No node has this many sockets; a longer dump would never end. */
    private static final int MOST = 4_000_000;

    private int sequence = 1;

    /** Parses one message of a dump. */
    interface Parser<T> {
        T parse(ByteBuffer body) throws IOException;
    }

    /**
     * Dumps one table; the request is what follows the netlink header. The deadline counts only while there is nothing to read:
     * what the kernel has already prepared is taken, even when we come late because the machine is busy.
     */
    <T> List<T> dump(byte[] request, Parser<T> parser, Deadline deadline) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var reply = new NetlinkReply(++sequence);
            var rows = once(request, reply, parser, deadline);
            if (!reply.interrupted() || attempt == ATTEMPTS) {
                return rows;
            }
        }
    }

    private <T> List<T> once(byte[] request, NetlinkReply reply, Parser<T> parser, Deadline deadline)
            throws IOException {
        var rows = new ArrayList<T>();
        try (var socket = new RawSocket(RawSocket.AF_NETLINK, RawSocket.SOCK_RAW, NETLINK_SOCK_DIAG)) {
            if (socket.send(message(request)) == 0) {
                throw new IOException("sock_diag: request not taken");
            }
            var datagram = SystemCalls.buffer(DATAGRAM);
            boolean done = false;
            while (!done) {
                datagram.clear();
                if (socket.receive(datagram) == 0) {
                    socket.await(RawSocket.READABLE, deadline, "sock_diag");
                    continue;
                }
                datagram.flip();
                done = reply.walk(datagram, body -> rows.add(parser.parse(body)));
                if (rows.size() > MOST) {
                    throw new IOException("sock_diag: more than " + MOST + " sockets");
                }
            }
        }
        return rows;
    }

    private ByteBuffer message(byte[] request) {
        var message = SystemCalls.buffer(NetlinkReply.HEADER + request.length);
        message.putInt(message.capacity()).putShort((short) SOCK_DIAG_BY_FAMILY).putShort(NLM_F_REQUEST_DUMP);
        message.putInt(sequence).putInt(0).put(request);
        return message.flip();
    }
}
