package io.nodethaw.collect.socket;

import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.collect.proc.Scan;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.evidence.UnixSockets.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tables of sockets as text ({@code /proc/net/unix}, {@code tcp}, {@code tcp6}; proc(5)) when sock_diag is refused.
 * The kernel tells less there; what is missing is -1: peers and queues of unix sockets, the backlog of TCP listeners.
 */
final class ProcNet {
    private static final long UNTOLD = -1;

    /** SO_ACCEPTCON (include/linux/net.h), in the column Flags. */
    private static final long ACCEPTS = 0x10000;

    private static final int LISTEN = 10;
    private static final int TIME_WAIT = 6;

    private ProcNet() {}

    /** "Num: RefCount Protocol Flags Type St Inode Path", net/unix/af_unix.c unix_seq_show. */
    static UnixSockets unix(Scan scan) throws MalformedTextException {
        var sockets = new ArrayList<UnixSockets.Socket>();
        while (scan.nextLine()) {
            scan.skipWords(3);
            boolean listens = (scan.number(16) & ACCEPTS) != 0;
            int type = (int) scan.number(16);
            long state = scan.number(16);
            long inode = scan.number();
            sockets.add(new UnixSockets.Socket(
                    inode, UNTOLD, scan.rest(), type, state(listens, state), UNTOLD, UNTOLD, List.of()));
        }
        return new UnixSockets(sockets);
    }

    private static State state(boolean listens, long state) {
        if (listens) {
            return State.LISTENING;
        }
        return switch ((int) state) { // include/uapi/linux/net.h
            case 1 -> State.CLOSED; // SS_UNCONNECTED
            case 3 -> State.ESTABLISHED; // SS_CONNECTED
            default -> State.OTHER;
        };
    }

    /** "sl local rem st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode", net/ipv4/tcp_ipv4.c get_tcp4_sock. */
    static List<TcpSockets.Socket> tcp(Scan scan) throws MalformedTextException {
        var sockets = new ArrayList<TcpSockets.Socket>();
        while (scan.nextLine()) {
            scan.skipWords(1);
            var local = end(scan);
            var remote = end(scan);
            int state = (int) scan.number(16);
            long sent = scan.number(16);
            colon(scan);
            long received = scan.number(16);
            scan.skipWords(4);
            if (state != TIME_WAIT) {
                sockets.add(new TcpSockets.Socket(
                        scan.number(), local, remote, state, received, state == LISTEN ? UNTOLD : sent));
            }
        }
        return sockets;
    }

    /** Hex words in the machine's byte order, 1 for IPv4 and 4 for IPv6, then ":" and the port in hex. */
    private static String end(Scan scan) throws MalformedTextException {
        var word = scan.word();
        int colon = word.indexOf(':');
        if (colon != 8 && colon != 32) {
            throw scan.expected("an address instead of '" + word + "' before");
        }
        try {
            var address = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
            for (int at = 0; at < colon; at += 8) {
                address.putInt(Integer.parseUnsignedInt(word.substring(at, at + 8), 16));
            }
            return IpAddress.text(address.array(), Integer.parseInt(word.substring(colon + 1), 16));
        } catch (NumberFormatException e) {
            throw scan.expected("an address instead of '" + word + "' before");
        }
    }

    private static void colon(Scan scan) throws MalformedTextException {
        if (!scan.skip(":")) {
            throw scan.expected("':' between the queues");
        }
    }
}
