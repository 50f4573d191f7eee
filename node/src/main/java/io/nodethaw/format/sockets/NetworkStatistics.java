package io.nodethaw.format.sockets;

import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Holders;
import io.nodethaw.format.Line;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lists of sockets by {@code netstat} (net-tools, netstat.c). It does not tell the other end of a unix socket, so that of those only
 * listeners are used; and of a process it tells the number, but not which of its open files the socket is.
 */
public final class NetworkStatistics implements Finder {
    private static final Pattern TCP = Pattern.compile(
            "^tcp6? +(\\d{1,10}) +(\\d{1,10}) +(\\S{3,64}) +(\\S{3,64}) +([A-Z][A-Z_0-9]{3,11})(?= |$)(.*)$");

    /** User and inode (-e), then the process (-p). */
    private static final Pattern OWNER =
            Pattern.compile("^(?: +[\\w.+-]{1,32} +(\\d{1,18}))?(?: +(\\d{1,9})/(\\S{1,32}))?");

    private static final Pattern UNIX = Pattern.compile("^unix +\\d{1,10} +\\[ (?:\\w+ )*+\\] +"
            + "(STREAM|SEQPACKET|DGRAM) +LISTENING +(\\d{1,18})"
            + "(?: +(?:(\\d{1,9})/(\\S{1,32})|-(?= |$)).*?)??(?: +([@/].*))?$");

    private static final List<String> STATES = List.of(
            "",
            "ESTABLISHED",
            "SYN_SENT",
            "SYN_RECV",
            "FIN_WAIT1",
            "FIN_WAIT2",
            "TIME_WAIT",
            "CLOSE",
            "CLOSE_WAIT",
            "LAST_ACK",
            "LISTEN",
            "CLOSING");

    private final SocketsOfText sockets = new SocketsOfText();

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.startsWith("Proto ") && text.contains(" Local Address ") || text.startsWith("Proto RefCnt Flags ")) {
            sockets.begin(line);
        } else if (text.startsWith("tcp")) {
            tcp(line);
        } else if (text.startsWith("unix ")) {
            unix(line);
        }
    }

    private void tcp(Line line) {
        var row = TCP.matcher(line.text());
        int state = row.find() ? STATES.indexOf(row.group(5)) : 0;
        if (state < 1 || sockets.isFull()) {
            return;
        }
        sockets.begin(line);
        var owner = OWNER.matcher(row.group(6));
        var pid = owner.find() ? Optional.ofNullable(owner.group(2)) : Optional.<String>empty();
        var told = owner.group(1) == null ? 0 : Long.parseLong(owner.group(1));
        var local = Addresses.of(row.group(3));
        var remote = Addresses.of(row.group(4));
        local.ifPresent(here -> remote.ifPresent(there -> {
            long inode = told > 0 ? told : Addresses.withoutInode(here, there);
            sockets.add(new TcpSockets.Socket(
                    inode, here, there, state, Long.parseLong(row.group(1)), Long.parseLong(row.group(2))));
            pid.ifPresent(number -> hold(number, owner.group(3), inode, line));
        }));
    }

    private void unix(Line line) {
        var row = UNIX.matcher(line.text());
        if (!row.find()) {
            if (line.text().contains(" STREAM ")) {
                sockets.begin(line);
            }
            return;
        }
        if (sockets.isFull()) {
            return;
        }
        sockets.begin(line);
        long inode = Long.parseLong(row.group(2));
        int type = row.group(1).equals("STREAM") ? 1 : row.group(1).equals("DGRAM") ? 2 : 5;
        var path = row.group(5) == null ? "" : row.group(5);
        sockets.add(new UnixSockets.Socket(inode, 0, path, type, UnixSockets.State.LISTENING, 0, 0, List.of()));
        if (row.group(3) != null) {
            hold(row.group(3), row.group(4), inode, line);
        }
    }

    private void hold(String pid, String name, long inode, Line line) {
        sockets.holders()
                .open(Integer.parseInt(pid), Holders.program(name), SocketsOfText.target(inode), line.number());
    }

    @Override
    public void end(Found into) {
        sockets.end(into);
    }
}
