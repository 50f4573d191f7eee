package io.nodethaw.collect.socket;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.TcpSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** TCP sockets by sock_diag (include/uapi/linux/inet_diag.h). */
final class TcpDiag {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_TCP = 6;

    /** All states except TIME_WAIT (6) and NEW_SYN_RECV (12), which belong to no process and may be very many. */
    private static final int STATES = 0xfff & ~(1 << 6);

    private static final int FIXED = 72;

    private TcpDiag() {}

    static TcpSockets dump(Deadline deadline) throws IOException {
        var diag = new SockDiag();
        List<TcpSockets.Socket> all = new ArrayList<>(diag.dump(request(AF_INET), TcpDiag::parse, deadline));
        all.addAll(diag.dump(request(AF_INET6), TcpDiag::parse, deadline));
        return new TcpSockets(all);
    }

    /** struct inet_diag_req_v2: family, protocol, extensions, pad, states, socket id (all zero: any). */
    private static byte[] request(int family) {
        var request = ByteBuffer.allocate(56).order(ByteOrder.nativeOrder());
        request.put((byte) family).put((byte) IPPROTO_TCP).putShort((short) 0).putInt(STATES);
        return request.array();
    }

    /** One struct inet_diag_msg; its attributes are not needed. */
    static TcpSockets.Socket parse(ByteBuffer body) throws IOException {
        if (body.remaining() < FIXED) {
            throw new IOException("inet_diag message of " + body.remaining() + " bytes");
        }
        int start = body.position();
        int length = body.get(start) == AF_INET6 ? 16 : 4;
        return new TcpSockets.Socket(
                Integer.toUnsignedLong(body.getInt(start + 68)),
                end(body, start + 8, length, start + 4),
                end(body, start + 24, length, start + 6),
                body.get(start + 1),
                Integer.toUnsignedLong(body.getInt(start + 56)),
                Integer.toUnsignedLong(body.getInt(start + 60)));
    }

    private static String end(ByteBuffer body, int addressAt, int length, int portAt) {
        var address = new byte[length];
        body.get(addressAt, address);
        return IpAddress.text(address, ((body.get(portAt) & 0xff) << 8) | (body.get(portAt + 1) & 0xff));
    }
}
