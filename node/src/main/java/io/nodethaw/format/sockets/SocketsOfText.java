package io.nodethaw.format.sockets;

import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.Found;
import io.nodethaw.format.Holders;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.List;

/** The sockets that lists in one text tell of, and who has them open; of very many the first ones. */
final class SocketsOfText {
    private static final int MOST = 300_000;

    private final List<UnixSockets.Socket> unix = new ArrayList<>();
    private final List<TcpSockets.Socket> tcp = new ArrayList<>();
    private final Holders holders = new Holders();
    private long first;
    private boolean full;

    /** A header or a row: from here on the text has a list. */
    void begin(Line line) {
        first = first == 0 ? line.number() : first;
    }

    /** True where no more is kept, which is then told. */
    boolean isFull() {
        full |= unix.size() + tcp.size() >= MOST;
        return full;
    }

    void add(UnixSockets.Socket socket) {
        unix.add(socket);
    }

    void add(TcpSockets.Socket socket) {
        tcp.add(socket);
    }

    Holders holders() {
        return holders;
    }

    /** What a process has open, where it is this socket. */
    static String target(long inode) {
        return "socket:[" + inode + "]";
    }

    void end(Found into) {
        if (first == 0) {
            return;
        }
        into.is("a list of sockets");
        if (!unix.isEmpty()) {
            into.put(UnixSockets.TYPE, "", new UnixSockets(unix), first);
        }
        if (!tcp.isEmpty()) {
            into.put(TcpSockets.TYPE, "", new TcpSockets(tcp), first);
        }
        holders.end(into);
        if (full) {
            into.note("only its first " + MOST + " sockets are used");
            into.isPart();
        }
    }
}
