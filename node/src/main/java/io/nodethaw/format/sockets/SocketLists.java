package io.nodethaw.format.sockets;

import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Holders;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of sockets by ss, such as {@code ss -xp} and {@code ss -tanp}: a unix socket has the inode of its other end, so that it tells who
 * waits for whom. A record may go on in the next line, which begins with a blank.
 */
public final class SocketLists implements Finder {
    /** A record has some hundred letters; one that many processes have open, some thousand. */
    private static final int LONGEST = 16 << 10;

    private static final int MOST = 300_000;

    private final List<UnixSockets.Socket> unix = new ArrayList<>();
    private final List<TcpSockets.Socket> tcp = new ArrayList<>();
    private final Holders holders = new Holders();
    private final StringBuilder record = new StringBuilder();
    private long from;
    private long first;
    private boolean inList;
    private boolean isOfTcp;
    private boolean full;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (isHeader(text)) {
            flush();
            inList = true;
            isOfTcp = text.startsWith("State");
            first = first == 0 ? line.number() : first;
        } else if (inList ? SocketRow.begins(text) : SocketRow.isCertain(text)) {
            flush();
            inList = true;
            first = first == 0 ? line.number() : first;
            from = line.number();
            record.append(text);
        } else if (inList && goesOn(line)) {
            if (record.length() + text.length() < LONGEST) {
                record.append(' ').append(text);
            }
        } else if (inList && !text.isEmpty()) {
            flush();
            inList = false;
            isOfTcp = false;
        }
    }

    private static boolean isHeader(String text) {
        return (text.startsWith("Netid") || text.startsWith("State"))
                && text.contains(" Recv-Q ")
                && text.contains("Send-Q");
    }

    private boolean goesOn(Line line) {
        boolean indented =
                !line.whole().isEmpty() && Character.isWhitespace(line.whole().charAt(0));
        return !record.isEmpty()
                && !line.text().isEmpty()
                && (indented || line.text().startsWith("users:("));
    }

    private void flush() {
        SocketRow.of(record.toString()).ifPresent(this::keep);
        record.setLength(0);
    }

    private void keep(SocketRow row) {
        if (unix.size() + tcp.size() >= MOST) {
            full = true;
            return;
        }
        row.unix().ifPresent(socket -> {
            unix.add(socket);
            hold(row, socket.inode());
        });
        named(row).tcp().ifPresent(socket -> {
            tcp.add(socket);
            hold(row, socket.inode());
        });
        row.users().forEach(user -> holders.process(user.pid(), user.name(), from));
    }

    /** In a list of one kind, the rows do not tell it: such a list of UDP has no state of a connection. */
    private SocketRow named(SocketRow row) {
        boolean untold = isOfTcp && row.kind().isEmpty() && !row.state().equals("UNCONN");
        return untold ? new SocketRow("tcp", row.state(), row.received(), row.sent(), row.rest()) : row;
    }

    private void hold(SocketRow row, long inode) {
        row.users().forEach(user -> holders.open(user.pid(), user.name(), user.fd(), "socket:[" + inode + "]", from));
    }

    @Override
    public void end(Found into) {
        flush();
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
